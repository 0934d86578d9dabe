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
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.emotion.BundledModel;
import org.sezim.face.FaceDetector;
import org.sezim.internal.Require;

/**
 * Recognizes any number of photos on Spark and writes one row per photo.
 *
 * <pre>{@code
 * BatchSummary summary =
 *     BatchJob.builder(spark).input("/lake/photos").output("/lake/emotions").build().run();
 * }</pre>
 *
 * <p>The output folder is the only state. Each task writes one file and moves it into the output
 * when it is complete, so a job that stops early leaves complete files, and one that {@link
 * Builder#resume resumes} skips the photos that have a row. A task that runs twice, for example
 * because an executor dies, writes the same photos to a file of the same name, and the second file
 * replaces the first.
 *
 * <p>Immutable. Several jobs may run in a session at once, with different output folders.
 */
public final class BatchJob {
  /** With fewer photos, starting a task takes longer than its work. */
  private static final int MIN_PHOTOS_PER_TASK = 64;

  /** Bounds the work per core that a stopped job loses. */
  private static final int MAX_PHOTOS_PER_TASK = 1000;

  /** With this many tasks, cores are idle only briefly at the end of a job. */
  private static final int TASKS_PER_CORE = 16;

  private final SparkSession spark;
  private final String input;
  private final String output;
  private final String sourceColumn;
  private final String contentColumn;
  private final BatchFormat format;
  private final boolean resume;
  private final String model;
  private final RecognizerSettings settings;
  private final int photosPerTask;

  private BatchJob(Builder builder) {
    spark = builder.spark;
    input = builder.input;
    output = builder.output;
    sourceColumn = builder.sourceColumn;
    contentColumn = builder.contentColumn;
    format = builder.format;
    resume = builder.resume;
    model = builder.model;
    settings = builder.settings;
    photosPerTask = builder.photosPerTask;
  }

  /** A builder of jobs in a session. */
  public static Builder builder(SparkSession spark) {
    return new Builder(spark);
  }

  /** Settings of a job. Not thread-safe. */
  public static final class Builder {
    private final SparkSession spark;
    private String input = "";
    private String output = "";
    private String sourceColumn = "path";
    private String contentColumn = "content";
    private BatchFormat format = BatchFormat.parquet;
    private boolean resume;
    private String model = BundledModel.DEFAULT.label();
    private RecognizerSettings settings = RecognizerSettings.DEFAULT;
    private int photosPerTask;

    private Builder(SparkSession spark) {
      this.spark = spark;
    }

    /**
     * The input: a folder (searched recursively for names of photos), a photo, or a Hadoop pattern
     * ({@code *}, {@code ?}, {@code [a-z]}, <code>{jpg,png}</code>), in any storage that Spark
     * reads; or a table or view of the session, or <code>parquet.`/lake/photos`</code>.
     */
    public Builder input(String value) {
      input = value;
      return this;
    }

    /**
     * The columns of an input table.
     *
     * @param source the column with the photos' names, which are unique; default {@code path}
     * @param content the column with the bytes of photo files; default {@code content}
     */
    public Builder columns(String source, String content) {
      sourceColumn = source;
      contentColumn = content;
      return this;
    }

    /** The output folder; it must be empty or absent, unless the job resumes. */
    public Builder output(String value) {
      output = value;
      return this;
    }

    /** The output format; default {@link BatchFormat#parquet}. */
    public Builder format(BatchFormat value) {
      format = value;
      return this;
    }

    /** Whether to skip photos that have a row in the output, including rows with an error. */
    public Builder resume(boolean value) {
      resume = value;
      return this;
    }

    /**
     * The emotion model: the {@link BundledModel#label} of a bundled model, or an ONNX file on the
     * driver's machine; default {@link BundledModel#DEFAULT}.
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

    /** Detection thresholds; default {@link FaceDetector.Options#DEFAULT}. */
    public Builder detection(FaceDetector.Options options) {
      return settings(settings.withDetection(options));
    }

    /**
     * Size below which a face is tiny, as in {@link EmotionRecognizer.Builder#tinyBelow}.
     *
     * @param pixels of the photo, 0 or more; default 24
     * @throws IllegalArgumentException if it is negative
     */
    public Builder tinyBelow(int pixels) {
      return settings(settings.withTinyBelow(pixels));
    }

    /**
     * Best score below which a face is uncertain, as in {@link EmotionRecognizer.Builder#minScore}.
     *
     * @param value 0–1; default 0.5
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder minScore(double value) {
      return settings(settings.withMinScore(value));
    }

    /** Detection, tinyBelow and minScore together. */
    Builder settings(RecognizerSettings value) {
      settings = value;
      return this;
    }

    /**
     * The number of files per task; of a table, a task takes one of Spark's splits instead. Default
     * 64 to 1000, so that there are 16 tasks per core.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder photosPerTask(int value) {
      photosPerTask = Require.atLeast("photosPerTask", value, 1);
      return this;
    }

    /**
     * Creates the job without starting it.
     *
     * @throws IllegalArgumentException if input or output is missing
     */
    public BatchJob build() {
      if (input.isEmpty() || output.isEmpty()) {
        throw new IllegalArgumentException("expected an input and an output");
      }
      return new BatchJob(this);
    }
  }

  /**
   * Runs the job to its end.
   *
   * @throws SezimException if the input does not exist, holds no photos or lacks a column, or if
   *     the output is not empty and the job does not resume, or holds files of another format
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
    if (photos.hasContent()) {
      write(left, true, statistics);
    } else {
      long count = left.count();
      if (count > 0) {
        // By name, so that a repeated task has the same photos.
        write(left.repartition(tasks(count), col(ResultSchema.SOURCE)), false, statistics);
      } else if (before == 0) {
        throw new SezimException(input, "no photos in this folder");
      }
    }
    return statistics.summary(before, Duration.ofNanos(System.nanoTime() - start));
  }

  private int tasks(long photos) {
    long cores = spark.sparkContext().defaultParallelism();
    long perTask = photosPerTask;
    if (perTask == 0) {
      perTask = ceilDiv(photos, TASKS_PER_CORE * cores);
      perTask = Math.max(MIN_PHOTOS_PER_TASK, Math.min(MAX_PHOTOS_PER_TASK, perTask));
    }
    return Math.toIntExact(ceilDiv(photos, perTask));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  private void write(Dataset<Row> photos, boolean hasContent, BatchStatistics statistics) {
    RecognizePhotos recognize =
        new RecognizePhotos(
            model,
            settings,
            hasContent,
            SerializableConfiguration.broadcast(spark.sparkContext()),
            statistics);
    format
        .columns(photos.mapPartitions(recognize, Encoders.row(ResultSchema.TABLE)))
        .write()
        .options(format.options())
        // Tasks move their files into the output themselves, so that a stopped job keeps them. This
        // is safe because a task writes one file, with the same name in each attempt.
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
            "expected an empty folder, or --resume to continue, found "
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
