package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A small cluster on this machine with two executor processes. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class ClusterTest {
  private static final int PHOTOS = 400;

  @TempDir Path folder;

  private static SparkSession cluster() throws IOException {
    // Spark starts executors with the jars of its home folder, which has none, and this class path.
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return LocalSpark.builder("local-cluster[2,1,1536]")
        .config("spark.executor.memory", "1g")
        .config("spark.sezim.tinyBelow", "1000")
        .config("spark.executor.extraClassPath", classes)
        .getOrCreate();
  }

  /** The child processes of this process; Java cannot read their long command lines. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  void settingsReachTheExecutors() throws IOException {
    Folder.scenes(folder, 2);
    try (SparkSession spark = cluster()) {
      spark.udf().register("faces", new RecognizeEmotions(), RecognizeEmotions.TYPE);
      String query = "SELECT inline(faces(content).faces) FROM binaryFile.`%s`";
      List<Row> faces = spark.sql(query.formatted(folder)).collectAsList();
      assertFalse(faces.isEmpty());
      faces.forEach(face -> assertTrue(face.<Boolean>getAs("tiny"), face.toString()));
    }
  }

  @Test
  void killedExecutorLosesAndRepeatsNoPhoto() throws IOException, InterruptedException {
    Path photos = folder.resolve("in");
    Folder.scenes(photos, PHOTOS - 10);
    Folder.corrupt(photos, 10);
    Path output = folder.resolve("out");
    try (SparkSession spark = cluster()) {
      BatchJob job =
          BatchJob.builder(spark)
              .input(photos.toString())
              .output(output.toString())
              .photosPerTask(10)
              .build();
      CompletableFuture<BatchSummary> run = CompletableFuture.supplyAsync(job::run);
      while (Folder.parts(output).size() < 10 && !run.isDone()) {
        Thread.sleep(5);
      }
      List<ProcessHandle> executors = executors();
      assertEquals(2, executors.size());
      assertTrue(executors.get(0).destroyForcibly());
      int killedAt = Folder.parts(output).size();
      assertTrue(killedAt < PHOTOS / 10 - 5, "killed too late, after " + killedAt + " tasks");

      BatchSummary summary = run.join();
      assertEquals(PHOTOS, summary.photos());
      assertEquals(10, summary.errors());
      Set<String> expected = new HashSet<>();
      try (var files = Files.list(photos)) {
        files.forEach(file -> expected.add("file:" + file.toAbsolutePath()));
      }
      List<String> found = Folder.sources(spark, output);
      assertEquals(PHOTOS, found.size());
      assertEquals(expected, Set.copyOf(found));
    }
  }
}
