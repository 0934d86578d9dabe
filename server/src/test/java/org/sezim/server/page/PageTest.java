package org.sezim.server.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

/** The page in a real browser, with a real server behind it and photos of average faces. */
@Tag("slow")
class PageTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Path SEVERAL = SAMPLES.resolve("several.jpg");

  /** Expression for the boxes on the page, in pixels of the photo. */
  private static final String BOXES =
      "(() => {"
          + "const image = document.querySelector('.stage img');"
          + "const shown = image.getBoundingClientRect();"
          + "const scale = image.naturalWidth / shown.width;"
          + "return [...document.querySelectorAll('.photo .box')].map(box => {"
          + "const r = box.getBoundingClientRect();"
          + "return [r.x - shown.x, r.y - shown.y, r.width, r.height].map(v => v * scale);"
          + "}); })()";

  @TempDir private static Path folder;
  private static Recognition several;
  private static PageServer server;
  private static Browser browser;

  @BeforeAll
  static void open() throws IOException {
    Path camera = folder.resolve("camera.mjpeg");
    Files.write(camera, Files.readAllBytes(SEVERAL));
    server = PageServer.start();
    browser = Browser.open(server.uri(), camera, folder);
    several = recognized(SEVERAL);
    assertEquals(7, several.faces().size());
  }

  @AfterAll
  static void close() {
    // Both are null if the test was skipped.
    Stream.of(browser, server).filter(one -> one != null).forEach(PageTest::close);
  }

  private static void close(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void load() {
    browser.load();
  }

  @Test
  void boxesAreDrawnWhereTheFacesAre() {
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    assertBoxes(several, browser.evaluate(BOXES));
    List<String> labels =
        browser.all(".photo .box").stream().map(box -> box.getAttribute("aria-label")).toList();
    for (int i = 0; i < labels.size(); i++) {
      String best = several.faces().get(i).emotions().best();
      assertTrue(labels.get(i).startsWith("Face " + (i + 1) + " of 7: " + best), labels::toString);
    }
  }

  @Test
  void boxesFollowThePhotoAtAnyWidth() {
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    browser.show(390, 844, "dark");
    assertBoxes(several, browser.evaluate(BOXES));
    assertNoHorizontalScroll();
  }

  @Test
  void rotatedPhotoIsShownUprightWithItsBoxes() throws IOException {
    Path turned = folder.resolve("turned.jpg");
    Files.write(turned, rotated(SEVERAL));
    Recognition upright = recognized(turned);
    assertEquals(640, upright.width());
    browser.choose(turned);
    browser.waitFor(".box");
    assertEquals(
        640, browser.evaluate("document.querySelector('.stage img').naturalWidth").asInt());
    assertBoxes(upright, browser.evaluate(BOXES));
  }

  @Test
  void allProbabilitiesOfTheFaceInFocusAreShown() {
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    browser.all(".photo .box").get(3).click();
    Map<String, Float> scores = several.faces().get(3).emotions().asMap();
    assertEquals(List.copyOf(scores.keySet()), browser.texts(".detail .bars .name"));
    List<Double> widths =
        List.of(
            new ObjectMapper()
                .convertValue(
                    browser.evaluate(
                        "[...document.querySelectorAll('.detail .track')].map(t =>"
                            + " t.firstChild.getBoundingClientRect().width"
                            + " / t.getBoundingClientRect().width)"),
                    Double[].class));
    assertEquals(scores.size(), widths.size());
    int i = 0;
    for (float score : scores.values()) {
      assertEquals(score, widths.get(i++), 0.01);
    }
  }

  @Test
  void pointerOrFocusOnAFaceShowsItsHeatMap() {
    Path happy = SAMPLES.resolve("happy.png");
    browser.choose(happy);
    browser.waitFor(".box");
    assertEquals(List.of(), browser.all(".heat:not([hidden])"));
    browser.point(browser.all(".photo .box").get(0));
    WebElement heat = browser.waitFor(".heat:not([hidden])");
    double orange =
        browser
            .evaluate(
                "(() => { const c = document.querySelector('.heat');"
                    + "const d = c.getContext('2d').getImageData(0, 0, 48, 48).data;"
                    + "let n = 0; for (let i = 0; i < d.length; i += 4) {"
                    + "if (d[i + 3] > 100 && d[i] > d[i + 2]) n++; } return n; })()")
            .asDouble();
    assertTrue(orange > 20, "only " + orange + " of 2304 pixels speak for the answer");
    CropRegion region = region(recognized(happy).faces().get(0));
    JsonNode center =
        browser.evaluate(
            "(() => { const image = document.querySelector('.stage img').getBoundingClientRect();"
                + "const r = document.querySelector('.heat').getBoundingClientRect();"
                + "return [r.x + r.width / 2 - image.x, r.y + r.height / 2 - image.y]"
                + ".map(v => v * 144 / image.width); })()");
    assertEquals(region.centerX(), center.get(0).asDouble(), 1);
    assertEquals(region.centerY(), center.get(1).asDouble(), 1);
    assertTrue(browser.waitFor(".why .hint").getText().startsWith("Evidence for"));
    browser.point(browser.waitFor("h1"));
    assertTrue(browser.waitUntil(() -> !heat.isDisplayed()));
    browser.tabTo(".photo .box");
    assertTrue(browser.waitUntil(heat::isDisplayed));
    browser.press(Keys.ESCAPE);
    assertTrue(browser.waitUntil(() -> !heat.isDisplayed()));
  }

  @Test
  void pageAndLibraryAgreeOnTheCropRegion() {
    Random random = new Random(1);
    for (int i = 0; i < 20; i++) {
      Box box =
          new Box(
              random.nextInt(500),
              random.nextInt(500),
              20 + random.nextInt(200),
              20 + random.nextInt(200));
      int[][] points =
          IntStream.range(0, 5)
              .mapToObj(
                  p ->
                      new int[] {
                        (int) (box.x() + random.nextDouble() * box.width()),
                        (int) (box.y() + random.nextDouble() * box.height())
                      })
              .toArray(int[][]::new);
      CropRegion expected =
          CropRegion.of(
              new Detection(
                  box,
                  1,
                  new Landmarks(
                      point(points[0]),
                      point(points[1]),
                      point(points[2]),
                      point(points[3]),
                      point(points[4]))));
      JsonNode found =
          browser.evaluate(
              "import('./heatmap.js').then(({cropRegion}) => cropRegion({box: {x: "
                  + box.x()
                  + ", y: "
                  + box.y()
                  + ", width: "
                  + box.width()
                  + ", height: "
                  + box.height()
                  + "}, landmarks: Object.fromEntries("
                  + "['rightEye', 'leftEye', 'nose', 'rightMouth', 'leftMouth'].map((name, i) =>"
                  + " [name, "
                  + Arrays.deepToString(points)
                  + "[i]]))}))");
      assertArrayEquals(
          new double[] {expected.centerX(), expected.centerY(), expected.side(), expected.angle()},
          Stream.of("x", "y", "side", "angle")
              .mapToDouble(name -> found.path(name).asDouble(Double.NaN))
              .toArray(),
          1e-6);
    }
  }

  @Test
  void unreadableAndFacelessPhotosAreReportedAndOthersContinue() throws IOException {
    Path text = Files.writeString(folder.resolve("letter.jpg"), "Dear reader");
    Path faceless = folder.resolve("faceless.png");
    ImageIO.write(gradient(), "png", faceless.toFile());
    browser.choose(text, faceless, SAMPLES.resolve("happy.png"));
    browser.waitFor(".state.error");
    browser.waitFor(".state.none");
    browser.waitFor(".box");
    assertEquals(
        List.of("letter.jpg", "faceless.png", "happy.png"), browser.texts(".photo-head h3"));
    assertEquals("No face found", browser.waitFor(".state.none").getText());
    assertEquals("This file could not be read", browser.waitFor(".state.error").getText());
    assertTrue(browser.waitFor(".state.error + .hint").getText().contains("not an image"));
    assertEquals("3 photos, 1 face", browser.waitFor("#summary").getText());
    browser.assertAccessible();
  }

  @Test
  void everythingWorksByKeyboard() {
    browser.press(Keys.TAB);
    assertTrue(browser.hasFocus(".skip"));
    browser.tabTo("#card-open");
    browser.press(Keys.ENTER);
    browser.waitFor("#card .tiles");
    browser.press(Keys.ESCAPE);
    assertTrue(browser.waitUntil(() -> browser.hasFocus("#card-open")));
    browser.tabTo("#tab-photos");
    browser.press(Keys.ARROW_RIGHT);
    browser.waitFor("#camera-toggle");
    assertTrue(browser.hasFocus("#tab-camera"));
    browser.press(Keys.ARROW_LEFT);
    browser.tabTo("#example");
    browser.press(Keys.ENTER);
    browser.waitFor(".box");
    browser.tabTo(".photo .box");
    browser.tabTo(".photo .box");
    // The second face has the focus, and its details are beside the photo.
    assertTrue(browser.hasFocus(".box.selected:nth-of-type(2)"));
    assertEquals(
        several.faces().get(1).emotions().best(),
        browser.waitFor(".detail-name").getText().toLowerCase(Locale.ROOT));
    assertTrue(
        browser.all("#announcer").get(0).getAttribute("textContent").startsWith("several.jpg: "));
  }

  @Test
  void resultsCanBeSaved() throws IOException {
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    browser.click("#save-json");
    JsonNode json = new ObjectMapper().readTree(browser.download(folder, "faces.json").toFile());
    assertEquals(1, json.size());
    assertEquals("several.jpg", json.get(0).path("source").asText());
    assertEquals(7, json.get(0).path("faces").size());

    browser.click("#save-csv");
    List<String> lines = Files.readAllLines(browser.download(folder, "faces.csv"));
    assertEquals(8, lines.size());
    assertTrue(lines.get(0).startsWith("source,face,x,y,width,height,confidence,right_eye_x,"));
    assertTrue(
        lines
            .get(0)
            .endsWith(
                ",emotion,score,tiny,uncertain,angry,disgust,fear,happy,sad,"
                    + "surprise,neutral,error"));
    JsonNode box = json.get(0).path("faces").path(0).path("box");
    assertTrue(
        lines
            .get(1)
            .startsWith(
                String.join(
                    ",",
                    "several.jpg,1",
                    box.path("x").asText(),
                    box.path("y").asText(),
                    box.path("width").asText(),
                    box.path("height").asText())),
        lines.get(1));

    browser.click(".photo-head button:not(.close)");
    BufferedImage image = ImageIO.read(browser.download(folder, "several.faces.png").toFile());
    assertEquals(640, image.getWidth());
    assertEquals(360, image.getHeight());
    int x = box.path("x").asInt();
    int y = box.path("y").asInt() + box.path("height").asInt() / 2;
    assertEquals("surprise", several.faces().get(0).emotions().best());
    // The middle of the box's left side has the color of surprise.
    assertEquals(0xe69f00, image.getRGB(x, y) & 0xffffff);
  }

  @Test
  void modelCardOpensWithOneClick() {
    browser.click("#card-open");
    browser.waitFor("#card .tiles");
    List<String> figures = browser.texts("#card .tiles dd");
    assertFalse(figures.isEmpty());
    assertTrue(
        figures.stream().allMatch(figure -> figure.matches("\\d+\\.\\d%")), figures::toString);
    assertEquals(7, browser.all("#card .bars li").size());
    assertTrue(browser.waitFor("#card-body").getText().contains("not an emotion felt"));
    browser.assertAccessible();
    browser.click("#card-close");
    assertTrue(browser.waitUntil(() -> browser.all("#card[open]").isEmpty()));
  }

  @Test
  void hasThreeLanguagesAndFitsAPhoneInEach() {
    browser.show(360, 780, "light");
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    for (String language : List.of("kk", "ru", "en")) {
      browser.evaluate(
          "(() => { const s = document.getElementById('language');"
              + "s.value = '"
              + language
              + "'; s.dispatchEvent(new Event('change')); })()");
      assertTrue(
          browser.waitUntil(
              () -> browser.evaluate("document.documentElement.lang").asText().equals(language)));
      JsonNode texts = browser.evaluate("fetch('texts/" + language + ".json').then(r => r.json())");
      assertEquals(texts.path("heading").asText(), browser.waitFor("h1").getText());
      String happy = texts.path("emotion.happy").asText();
      assertTrue(browser.texts(".detail .bars .name").contains(happy), happy);
      assertNoHorizontalScroll();
      browser.assertAccessible();
    }
  }

  @Test
  void isAccessibleInLightAndDark() {
    browser.assertAccessible();
    browser.show(1280, 900, "dark");
    browser.choose(SEVERAL);
    browser.waitFor(".box");
    browser.assertAccessible();
  }

  @Test
  void reconnectsToARestartedServer() {
    server.stop();
    try {
      browser.choose(SEVERAL);
      browser.waitFor(".state.gone");
      assertEquals(
          "The server does not answer. Trying again…", browser.waitFor(".notice.gone").getText());
      assertEquals(List.of(), browser.all(".photo .box"));
    } finally {
      server.restart();
    }
    browser.waitFor(".photo .box");
    assertEquals(7, browser.all(".photo .box").size());
  }

  private static void assertNoHorizontalScroll() {
    assertEquals(
        0,
        browser.evaluate("document.documentElement.scrollWidth - innerWidth").asInt(),
        "scrolls");
  }

  private static void assertBoxes(Recognition expected, JsonNode found) {
    assertEquals(expected.faces().size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      Box box = expected.faces().get(i).box();
      double[] sides = {box.x(), box.y(), box.width(), box.height()};
      for (int j = 0; j < 4; j++) {
        // Results are in whole pixels.
        assertEquals(sides[j], found.get(i).get(j).asDouble(), 1, "face " + i);
      }
    }
  }

  private static Recognition recognized(Path photo) {
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
      return recognizer.recognize(photo);
    }
  }

  private static CropRegion region(Recognition.Face face) {
    return CropRegion.of(
        new Detection(face.box(), face.confidence(), face.landmarks().orElseThrow()));
  }

  private static Landmarks.Point point(int[] xy) {
    return new Landmarks.Point(xy[0], xy[1]);
  }

  private static BufferedImage gradient() {
    BufferedImage image = new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setPaint(new GradientPaint(0, 0, Color.GRAY, 320, 200, Color.ORANGE));
    g.fillRect(0, 0, 320, 200);
    g.dispose();
    return image;
  }

  /** The image rotated left by 90°, with the EXIF orientation that undoes it. */
  private static byte[] rotated(Path file) throws IOException {
    BufferedImage upright = ImageIO.read(file.toFile());
    int width = upright.getWidth();
    BufferedImage turned =
        new BufferedImage(upright.getHeight(), width, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < upright.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        turned.setRGB(y, width - 1 - x, upright.getRGB(x, y));
      }
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(turned, "jpg", jpeg);
    byte[] plain = jpeg.toByteArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    out.write(HexFormat.of().parseHex("ffe10022"));
    out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
    // One entry: orientation (0x112), a short, one of them, 6: turn right by a quarter.
    out.write(HexFormat.of().parseHex("00000008" + "0001" + "0112000300000001" + "00060000"));
    out.write(new byte[4]);
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }
}
