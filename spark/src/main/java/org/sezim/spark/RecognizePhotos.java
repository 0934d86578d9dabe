package org.sezim.spark;

import java.nio.file.Files;
import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.SezimException;
import org.sezim.image.PhotoSource;

/** The work of a task: converts photos to rows of {@link ResultSchema#TABLE} lazily, one by one. */
final class RecognizePhotos implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final String model;
  private final RecognizerSettings settings;
  private final boolean hasContent;
  private final Broadcast<SerializableConfiguration> hadoop;
  private final BatchStatistics statistics;

  /**
   * @param hasContent whether the input rows are name and bytes; otherwise the name of a file only
   */
  RecognizePhotos(
      String model,
      RecognizerSettings settings,
      boolean hasContent,
      Broadcast<SerializableConfiguration> hadoop,
      BatchStatistics statistics) {
    this.model = model;
    this.settings = settings;
    this.hasContent = hasContent;
    this.hadoop = hadoop;
    this.statistics = statistics;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> photos) {
    EmotionRecognizer recognizer = RecognizerCache.ofTask(model, settings);
    TaskContext task = TaskContext.get();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (task.isInterrupted()) {
          throw new TaskKilledException("stopped");
        }
        return photos.hasNext();
      }

      @Override
      public Row next() {
        long start = System.nanoTime();
        Outcome outcome = outcome(photos.next(), recognizer);
        statistics.add(new BatchStatistics.Timed(outcome, System.nanoTime() - start));
        return ResultSchema.row(outcome, ResultSchema.TABLE);
      }
    };
  }

  private Outcome outcome(Row photo, EmotionRecognizer recognizer) {
    String name = photo.getString(0);
    if (!hasContent) {
      return ResultSchema.of(recognizer, file(name));
    } else if (photo.isNullAt(1)) {
      return new Outcome.Failed(name, new SezimException(name, "expected a photo, found null"));
    }
    return ResultSchema.of(recognizer, PhotoSource.of(name, photo.<byte[]>getAs(1)));
  }

  /**
   * A photo file. Opened here instead of by Spark, so that an unreadable file costs one row, not
   * the job.
   */
  private PhotoSource file(String name) {
    return PhotoSource.of(
        name,
        () -> {
          Path path = new Path(name);
          // Hadoop's local file system would look for a checksum file next to each file.
          if ("file".equals(path.toUri().getScheme())) {
            return Files.newInputStream(java.nio.file.Path.of(path.toUri().getPath()));
          }
          return path.getFileSystem(hadoop.value().value()).open(path);
        });
  }
}
