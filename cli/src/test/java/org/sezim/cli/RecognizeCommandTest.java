package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TestPhotos;

class RecognizeCommandTest {
  private static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  private static final List<String> POINTS =
      List.of("rightEye", "leftEye", "nose", "rightMouth", "leftMouth");

  @TempDir Path folder;

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> sources(Cli cli) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      sources.add(json(line).get("source").asText());
    }
    return sources;
  }

  private static Cli withInput(byte[] bytes, Object... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(bytes));
      return Cli.run(arguments);
    } finally {
      System.setIn(before);
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  @Test
  void tableHasOneLinePerFace() {
    Cli cli = Cli.run("recognize", "../samples", "--format", "table");
    assertEquals(0, cli.code(), cli.err());
    assertEquals("", cli.err());
    List<String> lines = cli.out().lines().toList();
    assertEquals(1 + 7 + 7, lines.size(), cli.out());
    assertTrue(lines.get(0).matches("PHOTO +FACE +EMOTION +SCORE +angry .* neutral"));
    int group = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split("\\s+", -1);
      if (words[0].endsWith("several.jpg")) {
        assertEquals(Integer.toString(++group), words[1]);
      } else {
        assertEquals("1", words[1], line);
      }
    }
    assertEquals(7, group);
  }

  @Test
  void tableShowsPhotosWithoutFacesAndUncertainFaces() throws IOException {
    Path wall = TestPhotos.write(TestPhotos.ground(300, 200), folder.resolve("wall.png"));
    Cli cli =
        Cli.run(
            "recognize", wall, TestPhotos.HAPPY, "--format", "table", "--min-score", "0.9999999");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    assertTrue(lines.get(1).endsWith("   -  no face"), lines.get(1));
    assertTrue(lines.get(2).contains("  1  happy?  "), lines.get(2));
  }

  @Test
  void jsonHasTheDocumentedFields() throws IOException {
    Cli cli = Cli.run("recognize", TestPhotos.SEVERAL, TestPhotos.HAPPY, "--format", "json");
    assertEquals(0, cli.code(), cli.err());
    JsonNode results = json(cli.out());
    assertEquals(2, results.size());
    JsonNode first = results.get(0);
    assertEquals(List.of("source", "width", "height", "model", "faces"), keys(first));
    assertEquals(TestPhotos.SEVERAL.toString(), first.get("source").asText());
    assertEquals(640, first.get("width").asInt());
    assertEquals(360, first.get("height").asInt());
    assertFalse(first.get("model").asText().isEmpty());
    assertEquals(7, first.get("faces").size());
    for (JsonNode face : first.get("faces")) {
      assertFace(face);
    }
    assertEquals("happy", results.get(1).get("faces").get(0).get("emotion").asText());
  }

  private static void assertFace(JsonNode face) {
    assertEquals(
        List.of(
            "box", "confidence", "landmarks", "emotion", "score", "tiny", "uncertain", "emotions"),
        keys(face));
    JsonNode box = face.get("box");
    assertEquals(List.of("x", "y", "width", "height"), keys(box));
    box.forEach(value -> assertTrue(value.isInt(), box.toString()));
    assertTrue(face.get("confidence").asDouble() > 0.5 && face.get("confidence").asDouble() <= 1);
    assertEquals(POINTS, keys(face.get("landmarks")));
    for (JsonNode point : face.get("landmarks")) {
      assertEquals(2, point.size());
      assertTrue(point.get(0).isInt() && point.get(1).isInt());
      assertEquals(box.get("x").asInt() + box.get("width").asInt() / 2.0, point.get(0).asInt(), 60);
      assertEquals(
          box.get("y").asInt() + box.get("height").asInt() / 2.0, point.get(1).asInt(), 75);
    }
    assertTrue(face.get("tiny").isBoolean() && face.get("uncertain").isBoolean());
    assertEquals(EMOTIONS, keys(face.get("emotions")));
    double sum = 0;
    double best = 0;
    for (JsonNode p : face.get("emotions")) {
      assertTrue(p.asDouble() > 0, "nothing is rounded to nothing");
      sum += p.asDouble();
      best = Math.max(best, p.asDouble());
    }
    assertEquals(1, sum, 1e-4);
    assertEquals(best, face.get("score").asDouble());
    assertEquals(best, face.get("emotions").get(face.get("emotion").asText()).asDouble());
  }

  @Test
  void jsonWithoutFacesWithErrorsAndWithoutPhotos() throws IOException {
    Path wall = TestPhotos.write(TestPhotos.ground(300, 200), folder.resolve("wall.png"));
    Path text = Files.writeString(folder.resolve("text.png"), "text");
    Cli cli = Cli.run("recognize", wall, text, "--format", "json");
    assertEquals(1, cli.code());
    JsonNode results = json(cli.out());
    assertEquals(0, results.get(0).get("faces").size());
    assertEquals(List.of("source", "error"), keys(results.get(1)));
    assertEquals("not an image (found text/plain)", results.get(1).get("error").asText());
    Path none = Files.createDirectory(folder.resolve("none"));
    assertEquals("[]\n", Cli.run("recognize", none, "--format", "json").out());
    assertEquals("", Cli.run("recognize", none, "--format", "jsonl").out());
  }

  @Test
  void jsonLinesAreTheDefaultWithoutATerminal() throws IOException {
    Cli cli = Cli.run("recognize", "../samples", "--detector", "none");
    List<String> expected = new ArrayList<>();
    for (String name : "angry disgust fear happy neutral sad several surprise".split(" ", -1)) {
      expected.add("../samples/" + name + (name.equals("several") ? ".jpg" : ".png"));
    }
    assertEquals(expected, sources(cli));
    JsonNode face = json(cli.out().lines().findFirst().orElseThrow()).get("faces").get(0);
    assertFalse(face.has("landmarks"), "a whole photo has none");
    assertEquals(1, face.get("confidence").asDouble());
    assertEquals("{\"x\":0,\"y\":0,\"width\":144,\"height\":144}", face.get("box").toString());
  }

  @Test
  void csvHasOneLinePerFaceAndPerError() throws IOException {
    Path text = Files.writeString(folder.resolve("a, \"b\".png"), "text");
    Path wall = TestPhotos.write(TestPhotos.ground(300, 200), folder.resolve("wall.png"));
    Cli cli = Cli.run("recognize", text, wall, TestPhotos.HAPPY, "--format", "csv");
    List<String> lines = cli.out().lines().toList();
    assertEquals(
        "source,face,x,y,width,height,confidence,right_eye_x,right_eye_y,left_eye_x,left_eye_y,"
            + "nose_x,nose_y,right_mouth_x,right_mouth_y,left_mouth_x,left_mouth_y,emotion,score,"
            + "tiny,uncertain,angry,disgust,fear,happy,sad,surprise,neutral,error",
        lines.get(0));
    assertEquals(4, lines.size());
    assertTrue(lines.get(1).startsWith("\"" + folder + "/a, \"\"b\"\".png\",,,,"), lines.get(1));
    assertTrue(lines.get(1).endsWith(",not an image (found text/plain)"), lines.get(1));
    assertEquals(wall + ",".repeat(17) + "no face" + ",".repeat(11), lines.get(2));
    assertTrue(
        lines.get(3).matches("../samples/happy.png,1(,\\d+){4},0\\.\\d+(,\\d+){10},happy,0.*,"),
        lines.get(3));
    assertEquals(29, lines.get(3).split(",", -1).length);
    assertEquals(1, cli.code());
  }

  @Test
  void foldersAreSearchedRecursivelyInOrder() throws IOException {
    Path deep = folder.resolve("b/c");
    TestPhotos.copy(TestPhotos.HAPPY, deep.resolve("2.PNG"));
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("a.png"));
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve(".hidden.png"));
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve(".thumbnails/x.png"));
    Files.writeString(folder.resolve("notes.txt"), "not a photo");
    Cli cli = Cli.run("recognize", folder, "--detector", "none");
    assertEquals(0, cli.code(), cli.err());
    assertEquals(
        List.of(folder.resolve("a.png").toString(), deep.resolve("2.PNG").toString()),
        sources(cli));
  }

  @Test
  void patternsAreExpanded() throws IOException {
    for (String name : List.of("a.jpg", "b.png", "x/c.jpg", "x/y/d.jpg", "x/y/e.gif", ".f.jpg")) {
      TestPhotos.copy(TestPhotos.HAPPY, folder.resolve(name));
    }
    assertEquals(List.of("a.jpg", "x/c.jpg", "x/y/d.jpg"), matches("**/*.jpg"));
    assertEquals(List.of("a.jpg"), matches("*.jpg"));
    assertEquals(List.of("a.jpg", "b.png", "x/c.jpg", "x/y/d.jpg", "x/y/e.gif"), matches("**"));
    assertEquals(List.of("x/y/d.jpg", "x/y/e.gif"), matches("x/?/*.{jpg,gif}"));
    assertEquals(List.of("x/y/d.jpg", "x/y/e.gif"), matches("**/y"), "a folder is all in it");
    assertEquals(List.of("x/c.jpg", "x/y/d.jpg"), matches("x/**/[cd].jpg"));
    assertEquals(List.of(".f.jpg"), matches(".*.jpg"));
    Path pattern = folder.resolve("*.bmp");
    Cli none = Cli.run("recognize", pattern);
    assertEquals(1, none.code());
    assertEquals(pattern + ": no photo or video matches", none.err().strip());
    // A file that has such a name is that file.
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("n/[1].png"));
    assertEquals(List.of("n/[1].png"), matches("n/[1].png"));
    Cli open = Cli.run("recognize", folder + "/a[1.jpg");
    assertEquals(folder + "/a[1.jpg: no such file", open.err().strip());
  }

  private List<String> matches(String pattern) throws IOException {
    Cli cli = Cli.run("recognize", folder + "/" + pattern, "--detector", "none");
    assertEquals(0, cli.code(), cli.err());
    return sources(cli).stream()
        .map(file -> file.substring(folder.toString().length() + 1))
        .toList();
  }

  @Test
  void readsAPhotoFromStandardInput() throws IOException {
    Path drawn = folder.resolve("drawn");
    byte[] bytes = Files.readAllBytes(TestPhotos.HAPPY);
    Cli cli = withInput(bytes, "recognize", "-", "--annotate", drawn);
    assertEquals(0, cli.code(), cli.err());
    JsonNode result = json(cli.out());
    assertEquals("-", result.get("source").asText());
    assertEquals("happy", result.get("faces").get(0).get("emotion").asText());
    assertEquals(List.of("stdin.faces.png"), files(drawn));
    Cli text = withInput("text".getBytes(StandardCharsets.UTF_8), "recognize", "-");
    assertEquals(1, text.code());
    assertEquals("-: not an image (found text/plain)", text.err().strip());
  }

  @Test
  void annotatedBoxesAreWhereTheJsonSays() throws IOException {
    // A face on the left and none on the right.
    BufferedImage wide = TestPhotos.ground(600, 300);
    TestPhotos.paste(wide, TestPhotos.HAPPY, 40, 60);
    Path photo = TestPhotos.write(wide, folder.resolve("photo.png"));
    Path drawn = folder.resolve("drawn");
    Cli cli = Cli.run("recognize", photo, "--annotate", drawn, "--format", "json");
    assertEquals(0, cli.code(), cli.err());
    JsonNode faces = json(cli.out()).get(0).get("faces");
    assertEquals(1, faces.size());
    JsonNode box = faces.get(0).get("box");
    int left = box.get("x").asInt();
    int top = box.get("y").asInt();
    int right = left + box.get("width").asInt() - 1;
    int bottom = top + box.get("height").asInt() - 1;
    BufferedImage image = ImageIO.read(drawn.resolve("photo.png.faces.png").toFile());
    assertEquals(600, image.getWidth());
    int happy = 0xF0E442;
    for (int x = left; x <= right; x++) {
      assertEquals(happy, image.getRGB(x, top) & 0xffffff);
      assertEquals(happy, image.getRGB(x, bottom) & 0xffffff);
    }
    for (int y = top; y <= bottom; y++) {
      assertEquals(happy, image.getRGB(left, y) & 0xffffff);
      assertEquals(happy, image.getRGB(right, y) & 0xffffff);
    }
    assertEquals(0x808080, image.getRGB(500, 150) & 0xffffff, "the rest is the photo");
  }

  @Test
  void drawingsOfFoldersWithEqualNamesStayApart() throws IOException {
    Path one = TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("1/photos/a.png")).getParent();
    Path two = TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("2/photos/a.png")).getParent();
    TestPhotos.copy(TestPhotos.HAPPY, two.resolve("deep/a.webp"));
    Files.copy(TestPhotos.SEVERAL, two.resolve("deep/a.JPG"));
    Path drawn = folder.resolve("drawn");
    Cli cli = Cli.run("recognize", one, two, one.resolve("a.png"), "--annotate", drawn);
    assertEquals(0, cli.code(), cli.err());
    assertEquals(
        List.of(
            "2-photos/a.png.faces.png",
            "2-photos/deep/a.JPG.faces.jpg",
            "2-photos/deep/a.webp.faces.png",
            "a.png.faces.png",
            "photos/a.png.faces.png"),
        files(drawn));
    byte[] jpeg = Files.readAllBytes(drawn.resolve("2-photos/deep/a.JPG.faces.jpg"));
    assertEquals((byte) 0xd8, jpeg[1]);
  }

  @Test
  void ownDrawingsAreNotInputs() throws IOException {
    TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("a.png"));
    Path drawn = folder.resolve("drawn");
    for (int i = 0; i < 2; i++) {
      Cli cli = Cli.run("recognize", folder, "--annotate", drawn, "--explain", drawn);
      assertEquals(0, cli.code(), cli.err());
      assertEquals(1, cli.out().lines().count());
    }
    String name = folder.getFileName().toString();
    assertEquals(List.of(name + "/a.png.face1.png", name + "/a.png.faces.png"), files(drawn));
    // Never over an input.
    for (Object input : List.of(drawn, drawn.resolve("x.png"), drawn + "/**/*.png", folder)) {
      Path into = input.equals(folder) ? folder : drawn;
      Files.write(drawn.resolve("x.png"), Files.readAllBytes(TestPhotos.HAPPY));
      Cli cli = Cli.run("recognize", input, "--annotate", into);
      assertEquals(2, cli.code(), cli.toString());
      assertTrue(cli.err().startsWith("expected an output folder without inputs"), cli.err());
    }
  }

  @Test
  void explainsEveryFace() throws IOException {
    Path maps = folder.resolve("maps");
    Cli cli = Cli.run("recognize", TestPhotos.SEVERAL, "--explain", maps);
    assertEquals(0, cli.code(), cli.err());
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      expected.add("several.jpg.face" + i + ".jpg");
    }
    assertEquals(expected, files(maps));
    BufferedImage image = ImageIO.read(maps.resolve(expected.get(0)).toFile());
    assertTrue(image.getWidth() > 2 * 48 && image.getHeight() > 48);
  }

  @Test
  void unwritableFolderIsOneErrorLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    for (String option : List.of("--annotate", "--explain")) {
      Cli cli = Cli.run("recognize", TestPhotos.HAPPY, option, file.resolve("in"));
      assertEquals(1, cli.code());
      assertEquals(1, cli.errors().size(), cli.err());
      assertTrue(cli.err().startsWith(file.resolve("in") + ": cannot be written"), cli.err());
      assertEquals("", cli.out());
    }
    // One image cannot be written; the result is printed nevertheless.
    Path drawn = folder.resolve("drawn");
    Files.createDirectories(drawn.resolve("happy.png.faces.png"));
    Cli cli = Cli.run("recognize", TestPhotos.HAPPY, "--annotate", drawn);
    assertEquals(1, cli.code());
    assertEquals(1, cli.errors().size(), cli.err());
    assertTrue(cli.out().contains("\"emotion\":\"happy\""));
  }

  @Test
  void limitsAreObeyed() throws IOException {
    Cli all = Cli.run("recognize", TestPhotos.SEVERAL, "--tiny-below", "80", "--min-score", "1");
    JsonNode faces = json(all.out()).get("faces");
    int tiny = 0;
    for (JsonNode face : faces) {
      JsonNode box = face.get("box");
      int side = Math.max(box.get("width").asInt(), box.get("height").asInt());
      if (Math.abs(side - 80) > 1) {
        assertEquals(side < 80, face.get("tiny").asBoolean(), face.toString());
      }
      tiny += face.get("tiny").asBoolean() ? 1 : 0;
      assertTrue(face.get("uncertain").asBoolean());
    }
    assertTrue(tiny > 1 && tiny < 7, "" + tiny);
    double middle = faces.get(3).get("confidence").asDouble() + 1e-6;
    Cli sure = Cli.run("recognize", TestPhotos.SEVERAL, "--min-confidence", middle, "--threads", 1);
    int left = json(sure.out()).get("faces").size();
    assertTrue(left >= 1 && left < 7, sure.out());
    Cli large = Cli.run("recognize", TestPhotos.SEVERAL, "--min-face-size", "80");
    assertTrue(json(large.out()).get("faces").size() < 7, large.out());
    Cli coarse = Cli.run("recognize", TestPhotos.SEVERAL, "--max-side", "64");
    assertTrue(json(coarse.out()).get("faces").size() < 7, coarse.out());
    Cli doubled = Cli.run("recognize", TestPhotos.SEVERAL, "--nms-threshold", "1");
    assertTrue(json(doubled.out()).get("faces").size() > 7, doubled.out());
  }

  @Test
  void wrongLimitsAreNamedByTheirOption() {
    for (String[] words :
        new String[][] {
          {"--min-score", "2", "--min-score: expected a value in 0–1, found 2.0"},
          {"--min-confidence", "-1", "--min-confidence: expected a value in 0–1, found -1.0"},
          {"--nms-threshold", "7", "--nms-threshold: expected a value in 0–1, found 7.0"},
          {"--max-side", "31", "--max-side: expected at least 32, found 31"},
          {"--min-face-size", "-1", "--min-face-size: expected at least 0, found -1.0"},
          {"--tiny-below", "-1", "--tiny-below: expected at least 0, found -1"},
          {"--threads", "0", "--threads: expected at least 1, found 0"}
        }) {
      Cli cli = Cli.run("recognize", TestPhotos.HAPPY, words[0] + "=" + words[1]);
      assertEquals(2, cli.code(), cli.toString());
      assertTrue(cli.err().startsWith(words[2] + "\n"), cli.err());
    }
  }

  @Test
  void ownDetectorFileIsUsed() throws IOException {
    Path none = folder.resolve("none.onnx");
    Cli cli = Cli.run("recognize", TestPhotos.HAPPY, "--detector", none);
    assertEquals(1, cli.code());
    assertEquals(none + ": no such file", cli.err().strip());
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    Cli damaged = Cli.run("recognize", TestPhotos.HAPPY, "--detector", text);
    assertEquals(1, damaged.code());
    assertTrue(damaged.err().startsWith(text + ": not an ONNX model"), damaged.err());
    Path bundled = Path.of("../core/src/main/resources/org/sezim/models/face-detector.onnx");
    Cli own = Cli.run("recognize", TestPhotos.SEVERAL, "--detector", bundled);
    assertEquals(Cli.run("recognize", TestPhotos.SEVERAL).out(), own.out());
  }

  @Test
  void hostileFileNamesBreakNothing() throws IOException {
    List<String> names = List.of(" a b .png", "-.png", "a'b\"c\\d.png", "n\ne\u001b[31m.png");
    List<String> expected = new ArrayList<>();
    for (String name : names) {
      expected.add(
          TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("in").resolve(name)).toString());
      Files.writeString(folder.resolve("in").resolve(name + ".x.png"), "text");
      expected.add(folder.resolve("in").resolve(name + ".x.png").toString());
    }
    expected.sort(null);
    Path drawn = folder.resolve("drawn");
    Object[] words = {"recognize", folder.resolve("in"), "--detector", "none", "--annotate", drawn};
    Cli cli = Cli.run(words);
    assertEquals(1, cli.code());
    assertEquals(expected, sources(cli));
    assertEquals(4, cli.errors().size(), cli.err());
    assertFalse(cli.err().contains("\u001b"));
    assertEquals(4, files(drawn).size());
    Cli table = Cli.run("recognize", folder.resolve("in"), "--format", "table");
    assertEquals(1 + 4, table.out().lines().count(), table.out());
    assertFalse(table.out().contains("\u001b"));
  }

  @Test
  void nonLatinFileNamesAreKept() throws IOException {
    // Where the system's own encoding cannot say them, there are no such files.
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    assumeTrue(encoding.equals("UTF-8"), "needs file names in UTF-8, found " + encoding);
    Path photo = TestPhotos.copy(TestPhotos.HAPPY, folder.resolve("сурет 😀 ә.png"));
    Path drawn = folder.resolve("сызба");
    Cli cli = Cli.run("recognize", folder + "/с*.png", "--annotate", drawn);
    assertEquals(0, cli.code(), cli.err());
    assertEquals(List.of(photo.toString()), sources(cli));
    assertEquals(List.of(folder.getFileName() + "/сурет 😀 ә.png.faces.png"), files(drawn));
  }
}
