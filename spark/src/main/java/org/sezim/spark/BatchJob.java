package org.sezim.spark;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.sezim.SezimException;
import org.sezim.emotion.BundledModel;
import org.sezim.internal.Require;

/**
 * Recognises any number of photos on Spark and writes a row a photo.
 *
 * <pre>{@code
 * BatchSummary summary =
 *     BatchJob.builder(spark).input("/lake/photos").output("/lake/emotions").build().run();
 * }</pre>
 *
 * <p>What is on disk decides what is left to do. Each task writes one file and moves it into the
 * output when it is whole, so a job that stops half-way leaves whole files, and one that {@link
 * Builder#resume resumes} leaves out the photos that have a row. A task that is done twice, as when
 * an executor dies, writes the same photos to a file of the same name: the second takes the place
 * of the first.
 *
 * <p>Immutable; several may run in a session at a time, into folders of their own.
 */
public final class BatchJob {
  /** A task for fewer photos would cost more to start than to do. */
  private static final int LEAST_A_TASK = 64;

  /** What a stopped job has done in vain is at most this, a core. */
  private static final int MOST_A_TASK = 1000;

  /** Tasks a core: the last of them leave little time in which other cores are idle. */
  private static final int TASKS_A_CORE = 16;

  private final SparkSession spark;
  private final String input;
  private final String output;
  private final String sourceColumn;
  private final String contentColumn;
  private final BatchFormat format;
  private final boolean resume;
  private final String model;
  private final int photosATask;

  private BatchJob(Builder builder) {
    spark = builder.spark;
    input = builder.input;
    output = builder.output;
    sourceColumn = builder.sourceColumn;
    contentColumn = builder.contentColumn;
    format = builder.format;
    resume = builder.resume;
    model = builder.model;
    photosATask = builder.photosATask;
  }

  /** To choose what is read and what is written. */
  public static Builder builder(SparkSession spark) {
    return new Builder(spark);
  }

  /** Choices for a job. Not for use by several threads. */
  public static final class Builder {
    private final SparkSession spark;
    private String input = "";
    private String output = "";
    private String sourceColumn = "path";
    private String contentColumn = "content";
    private BatchFormat format = BatchFormat.parquet;
    private boolean resume;
    private String model = BundledModel.DEFAULT.label();
    private int photosATask;

    private Builder(SparkSession spark) {
      this.spark = spark;
    }

    /**
     * What to read: a folder (searched to the bottom for names of pictures), a picture, a pattern
     * of Hadoop's ({@code *}, {@code ?}, {@code [a-z]}, <code>{jpg,png}</code>), in any store that
     * Spark reads; or a table or view of the session, or <code>parquet.`/lake/photos`</code>.
     */
    public Builder input(String value) {
      input = value;
      return this;
    }

    /**
     * A table's columns.
     *
     * @param source with the photos' names, each name once; unless chosen {@code path}
     * @param content with the bytes of picture files; unless chosen {@code content}
     */
    public Builder columns(String source, String content) {
      sourceColumn = source;
      contentColumn = content;
      return this;
    }

    /** The folder to write; it must be empty or absent, unless the job resumes. */
    public Builder output(String value) {
      output = value;
      return this;
    }

    /** The form to write; unless chosen {@link BatchFormat#parquet}. */
    public Builder format(BatchFormat value) {
      format = value;
      return this;
    }

    /** Whether to leave out photos that the output has a row for, one with an error included. */
    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    /**
     * The emotion model, one inside Sezim by its {@link BundledModel#label} or an ONNX file of the
     * driver's machine; unless chosen {@link BundledModel#DEFAULT}.
     *
     * @throws SezimException if it is neither
     */
    public Builder model(String nameOrFile) {
      if (RecognizerCache.bundled(nameOrFile).isPresent()) {
        model = nameOrFile;
        return this;
      }
      java.nio.file.Path file = java.nio.file.Path.of(nameOrFile);
      if (!Files.isRegularFile(file)) {
        throw new SezimException(nameOrFile, "no such model");
      }
      spark.sparkContext().addFile(file.toUri().toString());
      model = String.valueOf(file.getFileName());
      return this;
    }

    /**
     * How many files a task takes; of a table a task takes a split as Spark cuts it. Unless chosen
     * 64 to 1000, so that there are 16 tasks a core.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder photosATask(int value) {
      photosATask = Require.atLeast("photosATask", value, 1);
      return this;
    }

    /**
     * The job, not yet begun.
     *
     * @throws IllegalArgumentException without an input and an output
     */
    public BatchJob build() {
      if (input.isEmpty() || output.isEmpty()) {
        throw new IllegalArgumentException("expected an input and an output");
      }
      return new BatchJob(this);
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws SezimException if the input is not there, holds no pictures or lacks a column, or the
   *     output holds files and must not, or files of another form
   */
  public BatchSummary run() {
    long start = System.nanoTime();
    PhotoTable photos = PhotoTable.open(spark, input, sourceColumn, contentColumn);
    BatchStatistics statistics = new BatchStatistics();
    spark.sparkContext().register(statistics);
    Dataset<Row> left = photos.rows();
    long before = 0;
    if (outputHasFiles()) {
      Dataset<Row> done = done();
      before = done.count();
      left =
          left.join(
              done,
              left.col(ResultSchema.SOURCE).eqNullSafe(done.col(ResultSchema.SOURCE)),
              "left_anti");
    }
    if (photos.haveContent()) {
      write(left, true, statistics);
    } else {
      long count = left.count();
      if (count > 0) {
        // By name, so that a task that is done again has the same photos.
        write(left.repartition(tasks(count), col(ResultSchema.SOURCE)), false, statistics);
      } else if (before == 0) {
        throw new SezimException(input, "no pictures in this folder");
      }
    }
    return statistics.summary(before, Duration.ofNanos(System.nanoTime() - start));
  }

  private int tasks(long photos) {
    long cores = spark.sparkContext().defaultParallelism();
    long each = photosATask;
    if (each == 0) {
      each = ceilDiv(photos, TASKS_A_CORE * cores);
      each = Math.max(LEAST_A_TASK, Math.min(MOST_A_TASK, each));
    }
    return Math.toIntExact(ceilDiv(photos, each));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  private void write(Dataset<Row> photos, boolean haveContent, BatchStatistics statistics) {
    RecognizePhotos recognize =
        new RecognizePhotos(
            model,
            haveContent,
            SerializableConfiguration.broadcast(spark.sparkContext()),
            statistics);
    format
        .columns(photos.mapPartitions(recognize, Encoders.row(ResultSchema.TABLE)))
        .write()
        .options(format.options())
        // Tasks move their files into the output themselves, so that a stopped job leaves them. It
        // is safe while a task writes one file, under a name that is the same in each attempt.
        .option("mapreduce.fileoutputcommitter.algorithm.version", "2")
        .option("maxRecordsPerFile", 0)
        .mode(SaveMode.Append)
        .format(format.name())
        .save(output);
  }

  private Dataset<Row> done() {
    return spark
        .read()
        .options(format.options())
        .schema(format.schema())
        .format(format.name())
        .load(output)
        .select(col(ResultSchema.SOURCE));
  }

  private boolean outputHasFiles() {
    try {
      Path folder = new Path(output);
      FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
      if (!files.exists(folder)) {
        return false;
      }
      FileStatus[] found = files.listStatus(folder, path -> !path.getName().matches("[._].*"));
      if (found.length > 0 && !resume) {
        throw new SezimException(
            output,
            "expected an empty folder, or --resume to go on, found "
                + found[0].getPath().getName());
      }
      Arrays.stream(found)
          .map(file -> file.getPath().getName())
          .filter(name -> !name.contains("." + format.name()))
          .findAny()
          .ifPresent(
              name -> {
                throw new SezimException(
                    output, "expected results as " + format.name() + ", found " + name);
              });
      return found.length > 0;
    } catch (IOException e) {
      throw new SezimException(output, "cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
