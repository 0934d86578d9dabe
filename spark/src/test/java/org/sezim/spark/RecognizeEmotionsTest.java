package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.emotion.BundledModel;

class RecognizeEmotionsTest {
  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        LocalSpark.builder("local[2]")
            .config("spark.sql.extensions", SezimExtensions.class.getName())
            .config("spark.sezim.tinyBelow", "1000")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** The queries of docs/guide/spark.md, on the samples. */
  @Test
  void documentedQueriesRun() throws IOException {
    String docs = Files.readString(Path.of("../docs/guide/spark.md"));
    Folder.faces(folder, 7);
    Folder.corrupt(folder, 3);
    String create = block(docs, "CREATE TEMPORARY VIEW").replace("/lake/photos", folder.toString());
    String select = block(docs, "SELECT face.emotion");
    spark.sql(create);
    // Spark's reader omits the empty file.
    assertEquals(9, spark.table("emotions").count());
    assertEquals(2, spark.sql("SELECT path FROM emotions WHERE result.error IS NOT NULL").count());
    List<Row> rows = spark.sql(select).collectAsList();
    long faces = 0;
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build()) {
      for (int i = 0; i < 7; i++) {
        faces += recognizer.recognize(folder.resolve(i + ".png")).faces().size();
      }
    }
    assertTrue(faces > 0);
    assertEquals(faces, rows.stream().mapToLong(row -> row.<Long>getAs("faces")).sum());
  }

  private static String block(String docs, String start) {
    int from = docs.indexOf(start);
    return docs.substring(from, docs.indexOf("\n```", from)).replaceAll(";\\s*$", "");
  }

  @Test
  void pythonRegistersClassWithTheDocumentedType() throws IOException {
    String docs = Files.readString(Path.of("../docs/guide/spark.md"));
    String type = block(docs, "width INT");
    assertEquals(RecognizeEmotions.TYPE, StructType.fromDDL(type));
    // PySpark's registerJavaFunction calls this.
    spark
        .udf()
        .registerJava("by_class", RecognizeEmotions.class.getName(), StructType.fromDDL(type));
    Folder.faces(folder, 4);
    Row row =
        spark
            .sql("SELECT by_class(content) FROM binaryFile.`" + folder.resolve("3.png") + "`")
            .first()
            .getStruct(0);
    Recognition expected;
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build()) {
      expected = recognizer.recognize(folder.resolve("3.png"));
    }
    Row face = row.<Row>getList(row.fieldIndex("faces")).get(0);
    assertEquals(expected.width(), row.<Integer>getAs("width"));
    assertEquals("happy", face.getAs("emotion"));
    assertEquals(
        expected.faces().get(0).emotions().asMap(), face.getJavaMap(face.fieldIndex("emotions")));
  }

  @Test
  void javaChoosesTheModel() throws IOException {
    spark
        .udf()
        .register("ferplus", new RecognizeEmotions(BundledModel.FERPLUS), RecognizeEmotions.TYPE);
    Folder.faces(folder, 1);
    Row row = spark.sql("SELECT ferplus(content).model FROM binaryFile.`" + folder + "`").first();
    assertTrue(row.getString(0).contains("ferplus"), row.toString());
  }

  @Test
  void configurationOfTheApplicationSetsTheRecognizer() throws IOException {
    Folder.faces(folder, 4);
    String query = "SELECT inline(recognize_emotions(content).faces) FROM binaryFile.`%s/3.png`";
    Row face = spark.sql(query.formatted(folder)).first();
    assertTrue(face.<Boolean>getAs("tiny"), face.toString());
    assertFalse(face.<Boolean>getAs("uncertain"), face.toString());

    assertEquals(RecognizerSettings.DEFAULT, RecognizerSettings.of(new SparkConf(false)));
    SparkConf all =
        new SparkConf(false)
            .set("spark.sezim.minConfidence", "0.1")
            .set("spark.sezim.nmsThreshold", "0.2")
            .set("spark.sezim.maxSide", "640")
            .set("spark.sezim.minFaceSize", "50")
            .set("spark.sezim.tinyBelow", "60")
            .set("spark.sezim.minScore", "0.7");
    assertEquals(new RecognizerSettings(0.1, 0.2, 640, 50, 60, 0.7), RecognizerSettings.of(all));
    SparkConf wrong = new SparkConf(false).set("spark.sezim.maxSide", "8");
    assertThrows(IllegalArgumentException.class, () -> RecognizerSettings.of(wrong));
  }

  @Test
  void nullGivesNullAndWrongArgumentCountFails() {
    Row row = spark.sql("SELECT recognize_emotions(CAST(NULL AS BINARY))").first();
    assertTrue(row.isNullAt(0));
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> spark.sql("SELECT recognize_emotions()"));
    assertTrue(e.getMessage().contains("expected one argument, found 0"), e.getMessage());
  }
}
