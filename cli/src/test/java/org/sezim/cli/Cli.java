package org.sezim.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/**
 * The result of a command.
 *
 * @param code its exit code
 * @param out its standard output
 * @param err its standard error
 */
record Cli(int code, String out, String err) {
  /** Runs a command in this process. */
  static Cli run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = line.execute(words);
    return new Cli(code, out.toString(), err.toString());
  }

  /**
   * Starts a command in a process of its own, with the launcher's options.
   *
   * @param err a file for its standard error
   */
  static Process start(Path err, List<String> arguments) throws IOException, InterruptedException {
    return process(arguments).redirectError(err.toFile()).start();
  }

  /** Starts a command likewise, with all its output in a file. */
  static Process startLogged(Path log, List<String> arguments)
      throws IOException, InterruptedException {
    return process(arguments).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static ProcessBuilder process(List<String> arguments)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      // JavaCPP uses sun.misc.Unsafe, about which Java 23 and later warn.
      words.add("--sun-misc-unsafe-memory-access=allow");
    }
    words.add("-cp");
    words.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(Main.class.getName());
    words.addAll(arguments);
    return new ProcessBuilder(stoppable(words));
  }

  /**
   * A command whose process handles Ctrl-C, however the tests are started: in a background job of a
   * shell script SIGINT is ignored, child processes inherit that, and a JVM then installs no
   * handler.
   */
  private static List<String> stoppable(List<String> command)
      throws IOException, InterruptedException {
    List<String> env = List.of("env", "--default-signal=INT");
    List<String> probe = Stream.concat(env.stream(), Stream.of("true")).toList();
    // Other systems' env lacks the option.
    if (!OS.LINUX.isCurrentOs() || new ProcessBuilder(probe).start().waitFor() != 0) {
      return command;
    }
    return Stream.concat(env.stream(), command.stream()).toList();
  }

  /** Sends a signal, for example {@code INT}, to a process. */
  static void send(String signal, Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Reads three lines of a process, sends it Ctrl-C, and returns everything it prints. */
  static String interrupt(Process process) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < 3; i++) {
        text.append(out.readLine()).append('\n');
      }
      send("INT", process);
      out.lines().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  /** The lines of standard error. */
  List<String> errors() {
    return err.lines().toList();
  }
}
