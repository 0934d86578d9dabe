package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.SezimException;
import org.sezim.face.FaceDetector;
import org.sezim.testing.SharedData;

class BatchJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private BatchJob.Builder job(Object input) {
    return BatchJob.builder(spark).input(input.toString()).output(folder.resolve("out").toString());
  }

  /** The lines of the output without their source, by source. */
  private Map<String, JsonNode> lines(Path output) throws IOException {
    Map<String, JsonNode> lines = new TreeMap<>();
    for (Path part : Folder.parts(output)) {
      for (String line : Files.readAllLines(part)) {
        ObjectNode result = (ObjectNode) JSON.readTree(line);
        lines.put(result.remove("source").textValue(), result);
      }
    }
    return lines;
  }

  private void assertAsTheLibrary(Path photos) throws IOException {
    BatchSummary summary = job(photos).format(BatchFormat.json).photosPerTask(5).build().run();
    Map<String, JsonNode> expected = new TreeMap<>();
    long faces = 0;
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build();
        Stream<Path> files = Files.walk(photos)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Recognition recognition = recognizer.recognize(file);
        faces += recognition.faces().size();
        ObjectNode result =
            (ObjectNode) JSON.readTree(JSON.writeValueAsString(recognition.toMap()));
        result.remove("source");
        expected.put("file:" + file.toAbsolutePath(), result);
      }
    }
    assertTrue(faces > 0);
    assertEquals(expected, lines(folder.resolve("out")));
    assertEquals(expected.size(), summary.photos());
    assertEquals(faces, summary.faces());
    assertEquals(0, summary.errors());
  }

  @Test
  void resultsEqualThoseOfTheLibrary() throws IOException {
    Path photos = folder.resolve("in");
    Folder.faces(photos.resolve("a b/сезім 100%/[x]"), 9);
    Folder.scenes(photos.resolve("year=2026"), 3);
    assertAsTheLibrary(photos);
  }

  @Test
  void resultsOfRealPhotosEqualThoseOfTheLibrary() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("in"));
    try (Stream<Path> scenes = Files.list(SharedData.require("scenes"))) {
      for (Path scene : scenes.sorted().limit(20).toList()) {
        Files.copy(scene, photos.resolve(scene.getFileName()));
      }
    }
    assertAsTheLibrary(photos);
  }

  @Test
  void corruptPhotosAreRowsWithAnError() throws IOException {
    Path photos = folder.resolve("in");
    Folder.faces(photos, 490);
    Folder.corrupt(photos, 10);
    Files.writeString(photos.resolve("notes.txt"), "not a photo, and not named as one");
    BatchSummary summary = job(photos).build().run();
    assertEquals(500, summary.photos());
    assertEquals(10, summary.errors());
    assertEquals(BatchStatistics.NAMED, summary.firstErrors().size());
    assertEquals(BatchStatistics.NAMED, summary.slowest().size());
    Dataset<Row> results = spark.read().parquet(folder.resolve("out").toString());
    assertEquals(500, results.count());
    assertEquals(500, results.select("source").distinct().count());
    List<Row> bad = results.filter("error IS NOT NULL").collectAsList();
    assertEquals(10, bad.size());
    for (Row row : bad) {
      assertTrue(row.<String>getAs("source").contains("/bad"), row.toString());
      assertTrue(row.isNullAt(row.fieldIndex("faces")), row.toString());
    }
    assertEquals(
        Set.of(
            "not an image (found an empty file)",
            "damaged image (Error reading PNG image data)",
            "not an image (found text/html)"),
        bad.stream().map(row -> row.<String>getAs("error")).collect(Collectors.toSet()));
    assertEquals(490, results.filter("size(faces) >= 0 AND width > 0").count());
    assertEquals(summary.faces(), results.selectExpr("sum(size(faces))").first().getLong(0));
  }

  @Test
  void stoppedJobResumes() throws IOException, InterruptedException {
    Path photos = folder.resolve("in");
    Folder.scenes(photos, 200);
    Path output = folder.resolve("out");
    BatchJob job = job(photos).photosPerTask(4).build();
    CompletableFuture<BatchSummary> run = CompletableFuture.supplyAsync(job::run);
    while (Folder.parts(output).isEmpty() && !run.isDone()) {
      Thread.sleep(2);
    }
    spark.sparkContext().cancelAllJobs();
    assertThrows(CompletionException.class, run::join);
    // A task that is moving its file may still finish.
    Thread.sleep(500);
    List<String> before = Folder.sources(spark, output);
    assertTrue(!before.isEmpty() && before.size() < 200, "" + before.size());
    Map<Path, FileTime> files = times(output);
    SezimException e = assertThrows(SezimException.class, job::run);
    assertTrue(e.rule().startsWith("expected an empty folder, or --resume to continue"), e.rule());

    BatchSummary rest = job(photos).photosPerTask(4).resume(true).build().run();
    assertEquals(before.size(), rest.before());
    assertEquals(200 - before.size(), rest.photos());
    List<String> all = Folder.sources(spark, output);
    assertEquals(200, all.size());
    assertEquals(200, Set.copyOf(all).size());
    files.forEach((file, time) -> assertEquals(time, lastModified(file)));

    BatchSummary nothing = job(photos).resume(true).build().run();
    assertEquals(200, nothing.before());
    assertEquals(0, nothing.photos());
    assertEquals(200, Folder.sources(spark, output).size());
  }

  private static Map<Path, FileTime> times(Path output) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path part : Folder.parts(output)) {
      times.put(part, lastModified(part));
    }
    return times;
  }

  private static FileTime lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tableGivesTheSameResultsAsAFolder() throws IOException {
    Path photos = folder.resolve("in");
    Folder.faces(photos, 20);
    // Spark's reader omits the first of these, which is empty.
    Folder.corrupt(photos, 2);
    Path table = folder.resolve("photos.parquet");
    spark
        .read()
        .format("binaryFile")
        .load(photos.toString())
        .unionByName(spark.sql("SELECT 'gone.jpg' AS path, CAST(NULL AS BINARY) AS content"), true)
        .repartition(3)
        .write()
        .parquet(table.toString());
    String name = "parquet.`" + table + "`";
    BatchSummary summary = job(name).format(BatchFormat.csv).build().run();
    assertEquals(22, summary.photos());
    assertEquals(2, summary.errors());
    String out = folder.resolve("out").toString();
    Dataset<Row> csv = spark.read().options(BatchFormat.csv.options()).csv(out);
    assertEquals(22, csv.count());
    assertEquals(
        "expected a photo, found null",
        csv.filter("source = 'gone.jpg'").first().<String>getAs("error"));
    JsonNode faces =
        JSON.readTree(csv.filter("source LIKE '%/3.png'").first().<String>getAs("faces"));
    assertEquals("happy", faces.path(0).path("emotion").textValue());

    // Every second output file is lost, with its photos.
    List<Path> parts = Folder.parts(folder.resolve("out"));
    Files.delete(parts.get(0));
    BatchSummary rest = job(name).format(BatchFormat.csv).resume(true).build().run();
    assertEquals(22, rest.before() + rest.photos());
    assertTrue(rest.photos() > 0);
    assertEquals(22, csv.sparkSession().read().options(BatchFormat.csv.options()).csv(out).count());
  }

  @Test
  void errorsAreOneLine() throws IOException {
    Path photos = folder.resolve("in");
    Folder.faces(photos, 2);
    Path none = Files.createDirectory(folder.resolve("none"));
    assertSaid(none + ": no photos in this folder", job(none));
    assertSaid(none + "/x: no such file", job(none + "/x"));
    assertSaid(none + "/*.jpg: no photo matches", job(none + "/*.jpg"));
    assertSaid("nobody: no such file, folder or table", job("nobody"));
    spark.sql("SELECT 'a' AS path, 'b' AS content").createOrReplaceTempView("texts");
    assertSaid("texts: column content: expected binary, found string", job("texts"));
    assertSaid(
        "texts: expected a column photo, found path, content",
        job("texts").columns("path", "photo"));
    assertFalse(Files.exists(folder.resolve("out")));
    job(photos).build().run();
    assertSaid(
        folder.resolve("out") + ": expected results as json, found ",
        job(photos).format(BatchFormat.json).resume(true));
    assertThrows(SezimException.class, () -> job(photos).model("no.onnx"));
    assertThrows(IllegalArgumentException.class, () -> job(photos).photosPerTask(0));
    assertThrows(IllegalArgumentException.class, () -> job("").build());
  }

  private static void assertSaid(String line, BatchJob.Builder job) {
    String found = assertThrows(SezimException.class, job.build()::run).getMessage();
    assertTrue(found.startsWith(line), found);
  }

  @Test
  void patternsSelectFilesUnlessAFolderHasThatName() throws IOException {
    Path odd = folder.resolve("[2026] {a,b}");
    Folder.faces(odd, 2);
    assertEquals(2, job(odd).build().run().photos());
    Path photos = folder.resolve("in");
    Folder.faces(photos, 12);
    BatchSummary some =
        job(photos + "/1*.png").output(folder.resolve("some").toString()).build().run();
    assertEquals(3, some.photos());
  }

  @Test
  void smallFacesAreDroppedOrMarked() throws IOException {
    Path photos = folder.resolve("in");
    Folder.scenes(photos, 1);
    long all = job(photos).output(folder.resolve("all").toString()).build().run().faces();
    Dataset<Row> faces =
        spark.read().parquet(folder.resolve("all").toString()).selectExpr("inline(faces)");
    int median = faces.selectExpr("CAST(median(box.width) AS INT)").first().getInt(0);
    long large = faces.filter("box.width >= %1$d AND box.height >= %1$d".formatted(median)).count();
    long tiny = faces.filter("greatest(box.width, box.height) < " + median).count();
    assertTrue(large > 0 && large < all && tiny > 0, large + " large, " + tiny + " tiny");

    // In the same process, which has a recognizer with other settings.
    FaceDetector.Options detection = FaceDetector.Options.DEFAULT.withMinFaceSize(median);
    assertEquals(large, job(photos).detection(detection).build().run().faces());
    Path marked = folder.resolve("marked");
    job(photos).tinyBelow(median).minScore(1).output(marked.toString()).build().run();
    Dataset<Row> marks = spark.read().parquet(marked.toString()).selectExpr("inline(faces)");
    assertEquals(tiny, marks.filter("tiny").count());
    assertEquals(all, marks.filter("uncertain").count());
    assertThrows(IllegalArgumentException.class, () -> job(photos).tinyBelow(-1));
    assertThrows(IllegalArgumentException.class, () -> job(photos).minScore(1.5));
  }

  @Test
  void modelIsChosenByNameOrFile() throws IOException {
    Path photos = folder.resolve("in");
    Folder.faces(photos, 1);
    job(photos).model("ferplus").build().run();
    Row first = spark.read().parquet(folder.resolve("out").toString()).first();
    assertTrue(first.<String>getAs("model").contains("ferplus"), first.toString());
    Path file = folder.resolve("mine.onnx");
    try (var model = EmotionRecognizer.class.getResourceAsStream("models/sezim-ferplus.onnx")) {
      Files.copy(model, file);
    }
    Path other = folder.resolve("other");
    job(photos).model(file.toString()).output(other.toString()).build().run();
    assertEquals(first, spark.read().parquet(other.toString()).first());
  }
}
