package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose process is killed, so that no code of it can clean up. */
@Tag("slow")
class KilledJobTest {
  private static final int PHOTOS = 200;

  @TempDir Path folder;

  private Process start(Path photos, Path output) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The packages that this process opens for Spark.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(word -> word.startsWith("--add-opens"))
        .forEach(words::add);
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName(),
            "--input",
            photos.toString(),
            "--output",
            output.toString(),
            "--master",
            "local[2]",
            "--photos-per-task",
            "4"));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  @Test
  void resumeSkipsFinishedPhotos() throws IOException, InterruptedException {
    Path photos = folder.resolve("in");
    Folder.scenes(photos, PHOTOS);
    Path output = folder.resolve("out");
    Process process = start(photos, output);
    while (Folder.parts(output).size() < 5) {
      assertTrue(process.isAlive(), Files.readString(folder.resolve("log")));
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    assertTrue(Files.isDirectory(output.resolve("_temporary")));
    try (SparkSession spark = LocalSpark.start()) {
      BatchSummary rest =
          BatchJob.builder(spark)
              .input(photos.toString())
              .output(output.toString())
              .resume(true)
              .build()
              .run();
      assertTrue(rest.before() > 0 && rest.before() < PHOTOS, "" + rest.before());
      assertEquals(PHOTOS - rest.before(), rest.photos());
      List<String> sources = Folder.sources(spark, output);
      assertEquals(PHOTOS, sources.size());
      assertEquals(PHOTOS, Set.copyOf(sources).size());
    }
    assertTrue(Files.notExists(output.resolve("_temporary")));
  }
}
