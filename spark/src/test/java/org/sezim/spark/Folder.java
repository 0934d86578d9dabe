package org.sezim.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.sezim.testing.TestPhotos;

/** Folders of synthetic photos, and the output of jobs. */
final class Folder {
  private Folder() {}

  /** Copies of the average faces in turn, {@code 0.png} and so on; fast to recognize. */
  static void faces(Path folder, int count) {
    for (int i = 0; i < count; i++) {
      String emotion = TestPhotos.EMOTIONS.get(i % TestPhotos.EMOTIONS.size());
      TestPhotos.copy(TestPhotos.sample(emotion), folder.resolve(i + ".png"));
    }
  }

  /** Copies of a photo with several faces; slow to recognize. */
  static void scenes(Path folder, int count) {
    for (int i = 0; i < count; i++) {
      TestPhotos.copy(TestPhotos.SEVERAL, folder.resolve(i + ".jpg"));
    }
  }

  /** Corrupt photos: empty, truncated, or text. */
  static void corrupt(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    byte[] whole = TestPhotos.happy();
    List<byte[]> bad =
        List.of(
            new byte[0],
            Arrays.copyOf(whole, whole.length / 2),
            "<html>".getBytes(StandardCharsets.UTF_8));
    for (int i : IntStream.range(0, count).toArray()) {
      Files.write(folder.resolve("bad" + i + ".jpg"), bad.get(i % bad.size()));
    }
  }

  /** The photos with a row in the output, one entry per row. */
  static List<String> sources(SparkSession spark, Path output) {
    return spark
        .read()
        .parquet(output.toString())
        .select("source")
        .as(Encoders.STRING())
        .collectAsList();
  }

  /** The result files, sorted by name. */
  static List<Path> parts(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(output)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }
}
