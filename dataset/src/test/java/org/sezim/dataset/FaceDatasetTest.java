package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.sezim.testing.TinyFer;

/** FER-2013 as CSV in all its formats, and the errors for invalid files. */
class FaceDatasetTest {
  private static final List<String> LABELS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir private Path dir;

  /** Pixel i is {@code (i + start) % 256}. */
  private static String pixels(int start) {
    return pixels(start, 2304);
  }

  private static String pixels(int start, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> String.valueOf((i + start) % 256))
        .collect(Collectors.joining(" "));
  }

  private static void assertPixels(int start, byte[] found) {
    byte[] expected = new byte[2304];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (i + start);
    }
    assertArrayEquals(expected, found);
  }

  /** Four rows: 3 and 6 in Training, 0 in PublicTest, 5 in PrivateTest; pixels start at 1–4. */
  private static String csv() {
    return "emotion,pixels,Usage\n"
        + ("3," + pixels(1) + ",Training\n")
        + ("6," + pixels(2) + ",Training\n")
        + ("0," + pixels(3) + ",PublicTest\n")
        + ("5," + pixels(4) + ",PrivateTest\n");
  }

  private static void assertFourRows(FaceDataset data) {
    assertEquals(
        Map.of(Split.TRAINING, 2, Split.PUBLIC_TEST, 1, Split.PRIVATE_TEST, 1), data.sizes());
    assertEquals(LABELS, data.labels());
    LabeledFaces training = data.split(Split.TRAINING);
    assertEquals(2, training.size());
    assertEquals(LABELS, training.labels());
    assertEquals(3, training.label(0));
    assertEquals(6, training.label(1));
    assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0, 0}, training.target(0));
    assertPixels(1, training.pixels(0));
    assertPixels(2, training.pixels(1));
    assertEquals(0, data.split(Split.PUBLIC_TEST).label(0));
    assertPixels(3, data.split(Split.PUBLIC_TEST).pixels(0));
    assertEquals(5, data.split(Split.PRIVATE_TEST).label(0));
    assertPixels(4, data.split(Split.PRIVATE_TEST).pixels(0));
    assertEquals(List.of(), data.badRows());
    assertEquals(List.of(), data.notes());
    assertEquals(Optional.empty(), data.votesSha256());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private Path gzip(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(dir.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return dir.resolve(name);
  }

  private Path zip(String name, Map<String, String> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(dir.resolve(name)))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return dir.resolve(name);
  }

  private static Map<String, String> entries(String... namesAndTexts) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      entries.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return entries;
  }

  private static FaceDataset read(Path source) {
    return FaceDataset.read(source, DatasetOptions.defaults());
  }

  private void assertFails(String expected, Path source) {
    SezimException e = assertThrows(SezimException.class, () -> read(source));
    assertEquals(expected, e.getMessage().replace(dir + "/", ""));
  }

  /** The same error stops a strict read and is listed by a lenient one. */
  private void assertBadRow(String place, String rule, String row) throws IOException {
    Path file =
        file(
            "a.csv",
            "emotion,pixels,Usage\n1,"
                + pixels(8)
                + ",Training\n"
                + row
                + "\n"
                + "2,"
                + pixels(9)
                + ",Training\n");
    assertFails(place + ": " + rule, file);
    FaceDataset data = FaceDataset.read(file, DatasetOptions.defaults().withSkipBadRows(true));
    assertEquals(1, data.badRows().size());
    assertEquals(new BadRow(dir + "/" + place, rule), data.badRows().get(0));
    assertEquals(2, data.split(Split.TRAINING).size());
    assertPixels(8, data.split(Split.TRAINING).pixels(0));
    assertPixels(9, data.split(Split.TRAINING).pixels(1));
    assertEquals(0, data.split(Split.PUBLIC_TEST).size());
  }

  // Formats

  @Test
  void plainCsv() throws IOException {
    Path file = file("fer2013.csv", csv());
    FaceDataset data = read(file);
    assertFourRows(data);
    assertEquals(file, data.source());
  }

  @Test
  void gzipUnderAnyName() throws IOException {
    assertFourRows(read(gzip("fer2013.csv.gz", csv())));
    assertFourRows(read(gzip("fer2013.csv", csv())));
  }

  @Test
  void zipUnderAnyName() throws IOException {
    assertFourRows(read(zip("archive.zip", entries("README", "", "fer2013/fer2013.csv", csv()))));
    assertFourRows(read(zip("fer2013.csv", entries("faces.csv", csv()))));
  }

  @Test
  void zipPrefersTheFullFileByName() throws IOException {
    String other = "emotion,pixels\n1," + pixels(9) + "\n";
    assertFourRows(
        read(
            zip(
                "a.zip",
                entries("train.csv", other, "icml_face_data.csv", other, "x/FER2013.csv", csv()))));
    assertFourRows(
        read(zip("b.zip", entries("train.csv", other, "icml_face_data.csv", csv(), "t.csv", ""))));
    assertFourRows(
        read(
            zip(
                "c.zip",
                entries("test.csv", "pixels\n1\n", "__MACOSX/a.csv", "", "x.csv", csv()))));
  }

  @Test
  void columnsOfTheIcmlFileInAnotherOrderWithSpaces() throws IOException {
    assertFourRows(
        read(
            file(
                "icml_face_data.csv",
                "emotion, Usage, pixels\n"
                    + ("3,Training," + pixels(1) + "\n")
                    + ("6,Training," + pixels(2) + "\n")
                    + ("0,PublicTest," + pixels(3) + "\n")
                    + ("5,PrivateTest," + pixels(4) + "\n"))));
  }

  @Test
  void byteOrderMarkCrLfQuotesBlankLinesAndLooseSpaces() throws IOException {
    assertFourRows(
        read(
            file(
                "fer2013.csv",
                "\ufeffEMOTION,Pixels,usage\r\n"
                    + (" 3 ,\" " + pixels(1).replace(" ", "   ") + "  \",training\r\n")
                    + "\r\n"
                    + ("Neutral," + pixels(2) + " , Training\r\n")
                    + ("anger," + pixels(3) + ",PUBLICTEST\r\n")
                    + ("surprise," + pixels(4).replaceFirst("4", "004") + ",PrivateTest"))));
  }

  @Test
  void withoutUsageAllFacesAreTraining() throws IOException {
    FaceDataset data =
        read(file("train.csv", "emotion,pixels\n4,\"" + pixels(5) + "\"\n1," + pixels(6) + "\n"));
    assertEquals(
        Map.of(Split.TRAINING, 2, Split.PUBLIC_TEST, 0, Split.PRIVATE_TEST, 0), data.sizes());
    assertEquals(4, data.split(Split.TRAINING).label(0));
    assertPixels(6, data.split(Split.TRAINING).pixels(1));
  }

  @Test
  void headerOnlyHasNoFaces() throws IOException {
    FaceDataset data = read(file("a.csv", "emotion,pixels,Usage\n"));
    assertEquals(
        Map.of(Split.TRAINING, 0, Split.PUBLIC_TEST, 0, Split.PRIVATE_TEST, 0), data.sizes());
    assertEquals(LABELS, data.labels());
  }

  @ParameterizedTest
  @CsvSource({"0,angry", "1,disgust", "2,fear", "3,happy", "4,sad", "5,surprise", "6,neutral"})
  void numbersFollowTheOrderOfFer2013(int number, String name) throws IOException {
    FaceDataset data =
        read(
            file(
                "a.csv",
                "emotion,pixels\n"
                    + number
                    + ","
                    + pixels(0)
                    + "\n"
                    + name
                    + ","
                    + pixels(0)
                    + "\n"));
    LabeledFaces faces = data.split(Split.TRAINING);
    assertEquals(2, faces.size());
    assertEquals(name, data.labels().get(faces.label(0)));
    assertEquals(name, data.labels().get(faces.label(1)));
  }

  @Test
  void sha256IsTheHashOfTheFileOnDisk() throws IOException {
    // From: printf 'emotion,pixels\n' | sha256sum
    assertEquals(
        "bd90b70b622917766f933d1646ad4de4044c8d3227d0ae64e8613b95cf88f796",
        read(file("a.csv", "emotion,pixels\n")).sha256());
    Path gz = gzip("a.csv.gz", csv());
    assertEquals(Sha256.of(Files.readAllBytes(gz)), read(gz).sha256());
    Path zip = zip("a.zip", entries("fer2013.csv", csv()));
    assertEquals(Sha256.of(Files.readAllBytes(zip)), read(zip).sha256());
  }

  @Test
  void tinyFerReadsBackAsWritten() {
    Path file = dir.resolve("tiny.csv.gz");
    TinyFer.write(file, 15, 7, 2, 42);
    FaceDataset data = read(file);
    assertEquals(
        Map.of(Split.TRAINING, 15, Split.PUBLIC_TEST, 7, Split.PRIVATE_TEST, 2), data.sizes());
    Random random = new Random(42);
    for (Split split : Split.values()) {
      LabeledFaces faces = data.split(split);
      for (int i = 0; i < faces.size(); i++) {
        assertEquals(i % 7, faces.label(i));
        assertArrayEquals(TinyFer.pixels(i % 7, random), faces.pixels(i));
      }
    }
  }

  @Test
  void requireNamesTheAvailableSplits() throws IOException {
    Path file = file("fer2013.csv", csv());
    assertEquals(2, read(file).require(Split.TRAINING).size());
    FaceDataset data =
        read(
            file(
                "fer2013.csv",
                csv()
                    .replace("PrivateTest", "PublicTest")
                    .replace("PublicTest\n5", "Training\n5")));
    SezimException e = assertThrows(SezimException.class, () -> data.require(Split.PRIVATE_TEST));
    assertEquals(
        file + ": expected faces in split PrivateTest, found Training 3, PublicTest 1",
        e.getMessage());
    FaceDataset none = read(file("a.csv", "emotion,pixels\n"));
    e = assertThrows(SezimException.class, () -> none.require(Split.TRAINING));
    assertEquals(
        dir.resolve("a.csv") + ": expected faces in split Training, found none in any",
        e.getMessage());
  }

  // Bad rows

  @ParameterizedTest
  @ValueSource(ints = {2303, 2305, 1})
  void wrongNumberOfPixels(int count) throws IOException {
    assertBadRow(
        "a.csv:3",
        "pixels: expected 2304 values (48×48), found " + count,
        "0," + pixels(0, count) + ",Training");
  }

  @Test
  void noPixels() throws IOException {
    assertBadRow("a.csv:3", "pixels: expected 2304 values (48×48), found 0", "0,,Training");
  }

  @ParameterizedTest
  @ValueSource(strings = {"256", "-1", "12a", "1.0", "99999999999", "4294967296", "/", ":"})
  void pixelOutOfRange(String value) throws IOException {
    assertBadRow(
        "a.csv:3",
        "pixels: expected values in 0–255, found " + value + " (value 17)",
        "0," + pixels(0, 16) + " " + value + " " + pixels(0, 2287) + ",Training");
  }

  @ParameterizedTest
  @CsvSource({"7,7", "-1,-1", "10,10", "x,x", "contempt,contempt", "'',nothing", "1.0,1.0"})
  void unknownEmotion(String value, String shown) throws IOException {
    assertBadRow(
        "a.csv:3", "emotion: expected 0–6, found " + shown, value + "," + pixels(0) + ",Training");
  }

  @ParameterizedTest
  @CsvSource({"Foo,Foo", "'',nothing", "Tr\u0007ain,Tr?ain"})
  void unknownUsage(String value, String shown) throws IOException {
    assertBadRow(
        "a.csv:3",
        "Usage: expected Training, PublicTest or PrivateTest, found " + shown,
        "0," + pixels(0) + "," + value);
  }

  @Test
  void longValueIsCut() throws IOException {
    assertBadRow(
        "a.csv:3",
        "emotion: expected 0–6, found " + "e".repeat(80) + "…",
        "e".repeat(81) + "," + pixels(0) + ",Training");
  }

  @Test
  void wrongNumberOfFields() throws IOException {
    assertBadRow("a.csv:3", "expected 3 fields, found 2", "0," + pixels(0));
    assertBadRow("a.csv:3", "expected 3 fields, found 4", "0," + pixels(0) + ",Training,");
  }

  @Test
  void allBadRowsAreListedWithTheirLines() throws IOException {
    Path file = file("a.csv", "emotion,pixels\n9,1\n\n8,1\n0," + pixels(3) + "\n7,1".repeat(30));
    FaceDataset data = FaceDataset.read(file, DatasetOptions.defaults().withSkipBadRows(true));
    assertEquals(32, data.badRows().size());
    assertEquals(file + ":2: emotion: expected 0–6, found 9", data.badRows().get(0).toString());
    assertEquals(file + ":4: emotion: expected 0–6, found 8", data.badRows().get(1).toString());
    assertEquals(file + ":35: emotion: expected 0–6, found 7", data.badRows().get(31).toString());
    assertEquals(1, data.split(Split.TRAINING).size());
  }

  // Invalid files, which no option skips

  @Test
  void noSuchFile() {
    assertFails("a.csv: no such file", dir.resolve("a.csv"));
  }

  @Test
  void emptyFile() throws IOException {
    assertFails("fer2013.csv: empty file", file("fer2013.csv", ""));
    assertFails("a.csv: empty file", file("a.csv", "\ufeff\r\n"));
    assertFails("a.gz: empty file", gzip("a.gz", ""));
  }

  @Test
  void missingColumn() throws IOException {
    assertFails(
        "a.csv: header: expected the columns emotion, pixels, found emotion,Usage",
        file("a.csv", "emotion, Usage\n"));
    assertFails(
        "a.zip!test.csv: header: expected the columns emotion, pixels, found pixels",
        zip("a.zip", entries("test.csv", "pixels\n1 2\n")));
    assertFails(
        "a.csv: header: expected the columns emotion, pixels, found 0,1 2 3,Training",
        file("a.csv", "0,1 2 3,Training\n"));
  }

  @Test
  void binaryFileGivesOneShortErrorLine() throws IOException {
    Path file = Files.write(dir.resolve("a.csv"), new byte[5000]);
    assertFails(
        "a.csv: header: expected the columns emotion, pixels, found " + "?".repeat(80) + "…", file);
  }

  @Test
  void zipWithoutTheCsvListsItsContent() throws IOException {
    assertFails(
        "a.zip: expected one .csv with the columns emotion, pixels, found a.txt, b.csv, c.csv",
        zip("a.zip", entries("a.txt", "", "b.csv", "x\n", "c.csv", "y\n", "__MACOSX/d.csv", "")));
    assertFails(
        "a.zip: expected one .csv with the columns emotion, pixels, found b.csv, c.csv",
        zip("a.zip", entries("b.csv", csv(), "c.csv", csv())));
    String[] many = new String[24];
    Arrays.setAll(many, i -> i % 2 == 0 ? i + ".png" : "");
    assertFails(
        "a.zip: expected one .csv with the columns emotion, pixels, found 0.png, 2.png, 4.png,"
            + " 6.png, 8.png, 10.png, 12.png, 14.png, 16.png, 18.png, … (12)",
        zip("a.zip", entries(many)));
    assertFails(
        "a.zip: expected one .csv with the columns emotion, pixels, found nothing",
        zip("a.zip", Map.of()));
  }

  @Test
  void truncatedGzip() throws IOException {
    Path whole = dir.resolve("whole.csv.gz");
    TinyFer.write(whole, 60, 0, 0, 1);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(dir.resolve("a.csv.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    for (DatasetOptions options :
        List.of(DatasetOptions.defaults(), DatasetOptions.defaults().withSkipBadRows(true))) {
      SezimException e = assertThrows(SezimException.class, () -> FaceDataset.read(cut, options));
      assertTrue(
          e.getMessage()
              .matches(
                  "\\Q" + cut + "\\E: damaged gzip after line \\d+ \\(unexpected end of file\\)"),
          e.getMessage());
      int line = Integer.parseInt(e.getMessage().replaceAll(".*line (\\d+) .*", "$1"));
      assertTrue(line > 1 && line < 61, "line " + line);
    }
    Files.write(cut, Arrays.copyOf(bytes, 5));
    assertFails("a.csv.gz: damaged gzip (unexpected end of file)", cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1));
    assertFails("a.csv.gz: damaged gzip after line 61 (unexpected end of file)", cut);
  }

  @Test
  void gzipWithWrongChecksum() throws IOException {
    Path file = gzip("a.csv.gz", csv());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 8] ^= 1;
    Files.write(file, bytes);
    SezimException e = assertThrows(SezimException.class, () -> read(file));
    assertEquals(file.toString(), e.place());
    assertTrue(e.rule().startsWith("damaged gzip"), e.rule());
  }

  @Test
  void truncatedZip() throws IOException {
    Path file = zip("a.zip", entries("fer2013.csv", csv()));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    SezimException e = assertThrows(SezimException.class, () -> read(file));
    assertEquals(file.toString(), e.place());
    assertTrue(e.rule().startsWith("damaged zip ("), e.rule());
  }

  @Test
  void zipWithWrongChecksum() throws IOException {
    byte[] text = csv().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("fer2013.csv");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(text.length);
      CRC32 crc = new CRC32();
      crc.update(text);
      entry.setCrc(crc.getValue());
      out.putNextEntry(entry);
      out.write(text);
    }
    byte[] damaged = bytes.toByteArray();
    // A pixel of the first face: its digits stay digits.
    int at = 30 + "fer2013.csv".length() + "emotion,pixels,Usage\n3,".length();
    assertEquals('1', damaged[at]);
    damaged[at] = '2';
    Path file = Files.write(dir.resolve("a.zip"), damaged);
    SezimException e = assertThrows(SezimException.class, () -> read(file));
    assertEquals(file + "!fer2013.csv", e.place());
    assertTrue(e.rule().matches("damaged zip.* \\(checksum differs\\)"), e.rule());
  }

  @Test
  void unclosedQuote() throws IOException {
    Path file = file("a.csv", csv().replace("\n6,", "\n6,\""));
    assertFails("a.csv:3: expected every quote to end on its line", file);
    assertThrows(
        SezimException.class,
        () -> FaceDataset.read(file, DatasetOptions.defaults().withSkipBadRows(true)));
  }

  @Test
  void textAfterAQuote() throws IOException {
    SezimException e =
        assertThrows(SezimException.class, () -> read(file("a.csv", "emotion,pixels\n0,\"1\"2\n")));
    assertTrue(e.rule().startsWith("damaged CSV after line 1 ("), e.rule());
  }
}
