package org.sezim.spark;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.emotion.BundledModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code sezim batch}, also the main class for {@code spark-submit}. */
@Command(
    name = "sezim batch",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Recognize any number of photos with Apache Spark, locally or on a cluster.",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:error, also if only one of the photos failed",
      "2:wrong usage",
    })
public final class Main implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** Characters that move the cursor, end a line, or change the writing direction. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  @Spec CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR|GLOB|TABLE",
      description =
          "Folder (searched recursively), quoted pattern such as 'photos/2026-*/*.jpg', or table"
              + " with a column of photo files such as 'parquet.`/photos`'; in any storage"
              + " that Spark reads.")
  String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder for the results, one row per photo. It must be empty or absent without --resume.")
  String output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Output format: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  BatchFormat format = BatchFormat.parquet;

  @Option(
      names = "--resume",
      description = "Continue a stopped job: skip photos that have a row in the output.")
  boolean resume;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where Spark runs: local[N] for N threads of this process, or the URL of a cluster"
              + " (default: the setting of spark-submit, otherwise local[*], all cores).")
  @Nullable String master;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "Emotion model: fer2013 (trained on FER-2013's labels), ferplus (trained on FER+ votes),"
              + " or an ONNX file (default: ${DEFAULT-VALUE}).")
  String model = BundledModel.DEFAULT.label();

  @Mixin RecognizerOptions recognizer;

  @Option(
      names = "--source-column",
      paramLabel = "NAME",
      description = "Column of the table with the photos' names (default: ${DEFAULT-VALUE}).")
  String source = "path";

  @Option(
      names = "--content-column",
      paramLabel = "NAME",
      description =
          "Column of the table with the bytes of the photo files (default: ${DEFAULT-VALUE}).")
  String content = "content";

  @Option(
      names = "--photos-per-task",
      paramLabel = "N",
      description = "Files per task (default: 64 to 1000, so that there are 16 tasks per core).")
  @Nullable Integer photosPerTask;

  @Option(names = "--verbose", description = "Print the stack trace of errors.")
  boolean verbose;

  /** Runs the job and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    // YARN treats every application that calls System.exit as failed, whatever the code.
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The parser of the command; tests set their own writers. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return line;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    List<String> unknown = command.getUnmatchedArguments();
    // A mistyped --input is also a missing one.
    boolean mistyped = e instanceof MissingParameterException && !unknown.isEmpty();
    ParameterException cause = mistyped ? new UnmatchedArgumentException(command, unknown) : e;
    err.println(line("" + cause.getMessage()));
    UnmatchedArgumentException.printSuggestions(cause, err);
    err.println("See " + command.getCommandName() + " --help");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine command) {
    boolean expected = e instanceof SezimException || e instanceof IllegalArgumentException;
    String unexpected = "unexpected error: " + e.toString().lines().findFirst().orElse("");
    command
        .getErr()
        .println(
            line(
                expected
                    ? "" + e.getMessage()
                    : unexpected + " (--verbose prints the stack trace)"));
    if (((Main) command.getCommand()).verbose) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof IllegalArgumentException ? USAGE : FAILED;
  }

  @Override
  public Integer call() throws Exception {
    if (photosPerTask != null && photosPerTask < 1) {
      throw new ParameterException(
          spec.commandLine(), "--photos-per-task: expected at least 1, found " + photosPerTask);
    }
    RecognizerSettings settings = recognizer.settings();
    BatchSummary summary;
    try (SparkSession spark = SparkSession.builder().config(conf()).getOrCreate()) {
      summary = run(spark, settings);
    }
    print(summary);
    return summary.errors() == 0 ? 0 : FAILED;
  }

  private BatchSummary run(SparkSession spark, RecognizerSettings settings) throws Exception {
    BatchJob.Builder job =
        BatchJob.builder(spark)
            .input(input)
            .output(output)
            .format(format)
            .resume(resume)
            .model(model)
            .settings(settings)
            .columns(source, content);
    if (photosPerTask != null) {
      job.photosPerTask(photosPerTask);
    }
    try {
      return job.build().run();
    } catch (Exception e) {
      // After Ctrl-C: Spark's shutdown hook has stopped the context.
      if (spark.sparkContext().isStopped()) {
        throw new SezimException(output, "stopped before the end; --resume continues", e);
      }
      throw e;
    }
  }

  /** The configuration; settings of spark-submit take precedence. */
  private SparkConf conf() {
    SparkConf conf = new SparkConf();
    if (master != null) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "sezim batch");
    conf.setIfMissing(
        "spark.ui.showConsoleProgress", Boolean.toString(Boolean.getBoolean("sezim.terminal.err")));
    if (conf.get("spark.master").matches("local(\\[.*)?")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
    } else {
      String jar = jar();
      if (jar.endsWith(".jar")) {
        conf.setIfMissing("spark.jars", jar);
      }
    }
    return conf;
  }

  /** The jar of this class, which executors on other machines need. */
  private static String jar() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void print(BatchSummary summary) {
    PrintWriter err = spec.commandLine().getErr();
    summary
        .firstErrors()
        .forEach(failure -> err.println(line(failure.source() + ": " + failure.error())));
    long more = summary.errors() - summary.firstErrors().size();
    if (more > 0) {
      err.println("… and " + more + " more, see the column error");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d photos, %d faces, %d errors in %.1f s (%.1f photos/s)%n",
        summary.photos(),
        summary.faces(),
        summary.errors(),
        summary.time().toMillis() / 1e3,
        summary.rate());
    if (resume) {
      out.println(summary.before() + " photos were finished before");
    }
    summary
        .slowest()
        .forEach(
            slow ->
                out.printf(
                    Locale.ROOT,
                    "slowest: %.0f ms %s%n",
                    slow.nanos() / 1e6,
                    line(String.valueOf(slow.source()))));
    out.flush();
  }

  /** A text in one line: control characters, as in file names, are replaced by question marks. */
  private static String line(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** The versions of Sezim and Java. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sezim " + Sezim.version() + " (Java " + Runtime.version() + ")"};
    }
  }
}
