package org.sezim.spark;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.emotion.BundledModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sezim batch}, and the main class for {@code spark-submit}. */
@Command(
    name = "sezim batch",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Recognise any number of pictures on Apache Spark, here or on a cluster.",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all done",
      "1:something failed, if only a picture that cannot be read",
      "2:wrong usage",
    })
public final class Main implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** What moves the cursor, ends a line, or turns the direction of writing. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  @Spec CommandSpec spec;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "DIR|GLOB|TABLE",
      description =
          "A folder (searched to the bottom), a quoted pattern such as 'photos/2026-*/*.jpg', or a"
              + " table with a column of picture files, such as 'parquet.`photos.parquet`'; in any"
              + " store that Spark reads.")
  String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "Folder for the results, a row a picture; empty or absent without --resume.")
  String output;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  BatchFormat format = BatchFormat.parquet;

  @Option(
      names = "--resume",
      description = "Go on with a job that was stopped: pictures that have a row are left out.")
  boolean resume;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where Spark runs: local[N] for N threads of this process, or a cluster (default: what"
              + " spark-submit says, or local[*], all cores).")
  String master;

  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      description =
          "Emotion model: fer2013 or ferplus, both inside Sezim, or an ONNX file (default:"
              + " ${DEFAULT-VALUE}).")
  String model = BundledModel.DEFAULT.label();

  @Option(
      names = "--source-column",
      paramLabel = "NAME",
      description = "The table's column with the pictures' names (default: ${DEFAULT-VALUE}).")
  String source = "path";

  @Option(
      names = "--content-column",
      paramLabel = "NAME",
      description = "The table's column with the pictures' bytes (default: ${DEFAULT-VALUE}).")
  String content = "content";

  @Option(
      names = "--photos-per-task",
      paramLabel = "N",
      description = "Files a task (default: 64 to 1000, so that there are 16 tasks a core).")
  Integer photosATask;

  @Option(names = "--verbose", description = "Add the stack trace to an error.")
  boolean verbose;

  /** Runs the job; the process ends with its exit code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    // YARN takes an application that exits by itself for a failed one, with whatever code.
    if (code != 0) {
      System.exit(code);
    }
  }

  /** The command; tests give it writers of their own. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::wrongUsage);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    return line;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(line(e.getMessage()));
    err.println("See " + e.getCommandLine().getCommandName() + " --help");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine command) {
    boolean ours = e instanceof SezimException || e instanceof IllegalArgumentException;
    String unexpected = "unexpected: " + e.toString().lines().findFirst().orElse("");
    command.getErr().println(line(ours ? e.getMessage() : unexpected + " (--verbose says more)"));
    if (((Main) command.getCommand()).verbose) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof IllegalArgumentException ? USAGE : FAILED;
  }

  @Override
  public Integer call() throws Exception {
    if (photosATask != null && photosATask < 1) {
      throw new ParameterException(
          spec.commandLine(), "--photos-per-task: expected at least 1, found " + photosATask);
    }
    BatchSummary summary;
    try (SparkSession spark = SparkSession.builder().config(conf()).getOrCreate()) {
      summary = run(spark);
    }
    print(summary);
    return summary.errors() == 0 ? 0 : FAILED;
  }

  private BatchSummary run(SparkSession spark) throws Exception {
    BatchJob.Builder job =
        BatchJob.builder(spark)
            .input(input)
            .output(output)
            .format(format)
            .resume(resume)
            .model(model)
            .columns(source, content);
    if (photosATask != null) {
      job.photosATask(photosATask);
    }
    try {
      return job.build().run();
    } catch (Exception e) {
      // By Ctrl-C: Spark has a hook for the end of the process.
      if (spark.sparkContext().isStopped()) {
        throw new SezimException(output, "stopped before the end; --resume goes on", e);
      }
      throw e;
    }
  }

  /** What spark-submit has set stays. */
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

  /** The jar that this class is in: executors elsewhere need it. */
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
      out.println(summary.before() + " photos were done before");
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

  /** A text in one line: file names may hold line ends, and commands for the terminal. */
  private static String line(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** Says the version of Sezim and of Java. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sezim " + Sezim.version() + " (Java " + Runtime.version() + ")"};
    }
  }
}
