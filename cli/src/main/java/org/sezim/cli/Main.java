package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.sezim.Sezim;
import org.sezim.SezimException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The entry point of {@code ./sezim}: the list of commands, and the handling of their errors. */
@Command(
    name = "sezim",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Facial emotion recognition for photos and videos, with training and evaluation.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RecognizeCommand.class,
      BatchCommand.class,
      ServeCommand.class,
      TrainCommand.class,
      ReproduceCommand.class,
      EvaluateCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      AverageFacesCommand.class,
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:error, also if only one of the inputs failed",
      "2:wrong usage",
      "130:stopped by Ctrl-C",
    })
public final class Main {
  static final int FAILED = 1;
  static final int USAGE = 2;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of errors.")
  boolean verbose;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(
        commandLine()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args));
  }

  /** The parser of all commands; tests set their own writers. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    for (CommandLine command : line.getSubcommands().values()) {
      command.getCommandSpec().versionProvider(new Version());
    }
    NumberConverters.register(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return line;
  }

  /** The command line as typed. */
  static String typed(CommandSpec spec) {
    return "sezim " + String.join(" ", root(spec.commandLine()).getParseResult().originalArgs());
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See " + command.getCommandSpec().qualifiedName(" ") + " --help");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine command) {
    Main main = (Main) root(command).getCommand();
    String message = Terminal.line("" + e.getMessage());
    int code = FAILED;
    if (e instanceof IllegalArgumentException) {
      code = wrongUsage(new ParameterException(command, asOption(message, command)), new String[0]);
    } else if (e instanceof SezimException) {
      command.getErr().println(message);
    } else {
      command.getErr().println("unexpected error: " + e + " (--verbose prints the stack trace)");
    }
    if (main.verbose) {
      e.printStackTrace(command.getErr());
    }
    return code;
  }

  /** Adds {@code --} to a message that begins with the name of an option of the command. */
  private static String asOption(String message, CommandLine command) {
    String option = "--" + message.split(":", 2)[0];
    return command.getCommandSpec().findOption(option) == null ? message : "--" + message;
  }

  private static CommandLine root(CommandLine command) {
    CommandLine top = command;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  /** The versions of Sezim and Java. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sezim " + Sezim.version() + " (Java " + Runtime.version() + ")"};
    }
  }
}
