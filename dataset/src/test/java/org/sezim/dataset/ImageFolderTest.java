package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.sezim.testing.TestPhotos;

class ImageFolderTest {
  private static final List<String> SEVEN =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir private Path dir;

  /** Writes a gray image of one value, which identifies its face. */
  private void writeImage(String path, int value) {
    writeImage(path, value, 48, 48);
  }

  private void writeImage(String path, int value, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = new byte[width * height];
    Arrays.fill(pixels, (byte) value);
    image.getRaster().setDataElements(0, 0, width, height, pixels);
    TestPhotos.write(image, dir.resolve(path));
  }

  private FaceDataset read() {
    return FaceDataset.read(dir, DatasetOptions.defaults());
  }

  private static int[] values(LabeledFaces faces) {
    return IntStream.range(0, faces.size()).map(i -> faces.pixels(i)[0] & 0xff).toArray();
  }

  private static int[] labels(LabeledFaces faces) {
    return IntStream.range(0, faces.size()).map(faces::label).toArray();
  }

  private void assertFails(String expected) {
    SezimException e = assertThrows(SezimException.class, this::read);
    assertEquals(expected, e.getMessage().replace(dir.toString(), "DIR"));
  }

  @Test
  void readsKaggleFolders() throws IOException {
    writeImage("train/happy/b.png", 10);
    writeImage("train/happy/a.bmp", 20);
    writeImage("train/angry/z.gif", 30);
    writeImage("train/neutral/z.PNG", 40);
    writeImage("test/sad/1.png", 50);
    Files.createFile(dir.resolve("train/happy/Thumbs.db"));
    Files.createFile(dir.resolve("train/happy/.hidden.png"));
    Files.createFile(dir.resolve("README.txt"));
    Files.createDirectories(dir.resolve(".git/x"));
    Files.createDirectories(dir.resolve("__MACOSX/train"));
    Files.createDirectories(dir.resolve("train/happy/deeper.png"));
    FaceDataset data = read();
    assertEquals(
        Map.of(Split.TRAINING, 4, Split.PUBLIC_TEST, 1, Split.PRIVATE_TEST, 0), data.sizes());
    assertEquals(SEVEN, data.labels());
    assertArrayEquals(new int[] {30, 20, 10, 40}, values(data.split(Split.TRAINING)));
    assertArrayEquals(new int[] {0, 3, 3, 6}, labels(data.split(Split.TRAINING)));
    assertArrayEquals(new int[] {50}, values(data.split(Split.PUBLIC_TEST)));
    assertArrayEquals(new int[] {4}, labels(data.split(Split.PUBLIC_TEST)));
    assertEquals(List.of(), data.badRows());
    assertEquals(List.of(), data.notes());
    assertEquals(dir, data.source());
  }

  @ParameterizedTest
  @CsvSource({
    "train,TRAINING",
    "Training,TRAINING",
    "TEST,PUBLIC_TEST",
    "validation,PUBLIC_TEST",
    "val,PUBLIC_TEST",
    "PublicTest,PUBLIC_TEST",
    "PrivateTest,PRIVATE_TEST"
  })
  void splitFolderNames(String folder, Split split) {
    writeImage(folder + "/fear/a.png", 10);
    FaceDataset data = read();
    assertEquals(1, data.split(split).size());
    assertEquals(2, data.split(split).label(0));
    assertEquals(1, data.sizes().values().stream().mapToInt(n -> n).sum());
  }

  @Test
  void withoutSplitsAllFacesAreTraining() {
    writeImage("sad/b.png", 10);
    writeImage("fear/a.png", 20);
    FaceDataset data = read();
    assertArrayEquals(new int[] {20, 10}, values(data.split(Split.TRAINING)));
    assertArrayEquals(new int[] {2, 4}, labels(data.split(Split.TRAINING)));
    assertEquals(2, data.sizes().values().stream().mapToInt(n -> n).sum());
  }

  @ParameterizedTest
  @CsvSource({
    "anger,angry",
    "Disgusted,disgust",
    "fearful,fear",
    "happiness,happy",
    "HAPPY,happy",
    "sadness,sad",
    "surprised,surprise",
    "Neutral,neutral"
  })
  void variantsOfEmotionNames(String folder, String label) {
    writeImage(folder + "/a.png", 10);
    FaceDataset data = read();
    assertEquals(SEVEN, data.labels());
    assertEquals(label, data.labels().get(data.require(Split.TRAINING).label(0)));
  }

  @Test
  void contemptComesLast() {
    writeImage("Contempt/a.png", 10);
    writeImage("neutral/a.png", 20);
    FaceDataset data = read();
    assertEquals(8, data.labels().size());
    assertEquals(SEVEN, data.labels().subList(0, 7));
    assertEquals("contempt", data.labels().get(7));
    assertArrayEquals(new int[] {7, 6}, labels(data.split(Split.TRAINING)));
  }

  @Test
  void otherFolderNamesAreTheLabels() {
    writeImage("train/tired/a.png", 10);
    writeImage("train/happy/a.png", 20);
    writeImage("test/awake/a.png", 30);
    FaceDataset data = read();
    assertEquals(List.of("awake", "happy", "tired"), data.labels());
    assertArrayEquals(new int[] {20, 10}, values(data.split(Split.TRAINING)));
    assertArrayEquals(new int[] {1, 2}, labels(data.split(Split.TRAINING)));
    assertArrayEquals(new float[] {1, 0, 0}, data.split(Split.PUBLIC_TEST).target(0));
  }

  @Test
  void imagesOfAnySizeAreResized() {
    writeImage("happy/a.jpg", 100, 100, 30);
    writeImage("happy/b.jpeg", 200, 2, 2);
    LabeledFaces faces = read().require(Split.TRAINING);
    assertEquals(2, faces.size());
    assertEquals(100, faces.pixels(0)[2303] & 0xff, 1);
    assertEquals(200, faces.pixels(1)[2303] & 0xff, 1);
  }

  @Test
  void unreadableImageIsABadRow() throws IOException {
    writeImage("happy/a.png", 10);
    Files.writeString(dir.resolve("happy/b.png"), "<html>");
    writeImage("happy/c.png", 30);
    assertFails("DIR/happy/b.png: not an image (found text/html)");
    FaceDataset data = FaceDataset.read(dir, DatasetOptions.defaults().withSkipBadRows(true));
    assertEquals(1, data.badRows().size());
    assertEquals(
        new BadRow(dir.resolve("happy/b.png").toString(), "not an image (found text/html)"),
        data.badRows().get(0));
    assertArrayEquals(new int[] {10, 30}, values(data.split(Split.TRAINING)));
  }

  @Test
  void sha256IsTheHashOfTheSha256sumLines() throws IOException {
    writeImage("train/happy/b.png", 10);
    writeImage("train/angry/c.png", 20);
    writeImage("test/happy/a.png", 30);
    Files.createFile(dir.resolve("train/happy/Thumbs.db"));
    StringBuilder lines = new StringBuilder();
    for (String path : List.of("test/happy/a.png", "train/angry/c.png", "train/happy/b.png")) {
      lines.append(Sha256.of(Files.readAllBytes(dir.resolve(path)))).append("  ").append(path);
      lines.append('\n');
    }
    assertEquals(Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8)), read().sha256());
  }

  @ParameterizedTest
  @Tag("slow")
  @ValueSource(ints = {7177, 7178})
  void mergedTestFolderOfKaggleIsNoted(int count) throws IOException {
    writeImage("test/happy/0.gif", 10);
    byte[] image = Files.readAllBytes(dir.resolve("test/happy/0.gif"));
    for (int i = 1; i < count; i++) {
      Files.write(dir.resolve("test/happy/" + i + ".gif"), image);
    }
    FaceDataset data = read();
    assertEquals(count, data.split(Split.PUBLIC_TEST).size());
    assertEquals(
        count == 7177
            ? List.of()
            : List.of(
                "test holds 7178 faces: Kaggle's folders merge PublicTest and PrivateTest into it,"
                    + " so figures on it cannot be compared with figures on either"),
        data.notes());
  }

  private static final String EXPECTED =
      "DIR: expected folders <split>/<emotion> with images (splits train, test, privatetest), or"
          + " two or more folders <emotion>, found ";

  @Test
  void foldersWithoutClasses() throws IOException {
    assertFails(EXPECTED + "nothing");
    writeImage("a.png", 10);
    assertFails(EXPECTED + "a.png");
    Files.createDirectories(dir.resolve("happy"));
    assertFails(EXPECTED + "a.png, happy/");
    writeImage("tired/a.png", 10);
    assertFails(EXPECTED + "a.png, happy/, tired/");
    writeImage("train/a.png", 10);
    assertFails(EXPECTED + "a.png, happy/, tired/, train/");
  }

  @Test
  void imagesWithoutEmotionFolders() {
    writeImage("train/a.png", 10);
    assertFails(EXPECTED + "train/");
  }

  @Test
  void unknownFolderBesideSplitsIsRejected() {
    writeImage("train/happy/a.png", 10);
    writeImage("holdout/happy/a.png", 10);
    assertFails(EXPECTED + "holdout/, train/");
  }

  @Test
  void twoFoldersOfOneSplitAreRejected() {
    writeImage("val/happy/a.png", 10);
    writeImage("test/happy/a.png", 10);
    assertFails("DIR: expected one folder per split, found test and val, both PublicTest");
  }

  @Test
  void labelsWithCommasAreRejected() {
    writeImage("a,b/a.png", 10);
    writeImage("c/a.png", 10);
    assertFails("DIR: expected emotion folders without commas and outer spaces, found 'a,b'");
  }
}
