package org.sezim.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.image.PhotoSource;
import org.sezim.testing.SharedData;

/** The camera in a real browser, which plays average faces. */
@Tag("slow")
class CameraTest {
  private static final Path SEVERAL = Path.of("../samples/several.jpg");
  private static final String KEY = "a-key-of-some-length";

  @TempDir private Path folder;

  @Test
  void showsFacesAndMoodUntilItIsStopped() throws IOException {
    try (PageServer server = PageServer.start();
        Browser browser = Browser.open(server.uri(), camera(), folder)) {
      browser.load();
      browser.click("#tab-camera");
      browser.assertAccessible();
      assertTrue(browser.waitFor("#camera-where").getText().contains(server.uri().getAuthority()));
      browser.click("#camera-toggle");
      Recognition expected = recognized();
      // The two largest faces, which every frame shows.
      for (Recognition.Face face : expected.faces().subList(0, 2)) {
        assertShown(browser, face, expected.width());
      }
      assertTrue(browser.waitFor("#rate-text").getText().startsWith("Camera on"));
      browser.waitUntil(() -> browser.waitFor("#rate-text").getText().contains("per second"));
      assertEquals(7, browser.all("#mood-bars li").size());
      assertTrue(browser.waitFor("#mood-text").getText().startsWith("Mostly "));
      browser.waitUntil(() -> chartIsDrawn(browser));
      browser.assertAccessible();

      WebElement toggle = browser.waitFor("#camera-toggle");
      assertEquals("Stop the camera", toggle.getText());
      browser.evaluate(
          "void (window.track = document.querySelector('video').srcObject.getTracks()[0])");
      toggle.click();
      assertEquals("ended", browser.evaluate("window.track.readyState").asText());
      assertEquals("Start the camera", toggle.getText());
      assertEquals("The camera is off", browser.waitFor("#camera-state").getText());
      assertEquals(List.of(), browser.all("#live-layer .box"));
      assertFalse(browser.all("#rate").get(0).isDisplayed());
    }
  }

  @Test
  void showsRealPeople() throws IOException {
    byte[] frame = people(SharedData.require("portraits"));
    Recognition expected;
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
      expected = recognizer.recognize(PhotoSource.of("people.jpg", frame));
    }
    assertEquals(4, expected.faces().size());
    // The page encodes a JPEG again, which may change a close answer.
    List<Recognition.Face> sure =
        expected.faces().stream()
            .filter(face -> face.emotions().score(face.emotions().best()) > 0.6)
            .toList();
    assertFalse(sure.isEmpty());
    try (PageServer server = PageServer.start();
        Browser browser = Browser.open(server.uri(), camera(frame), folder)) {
      browser.load();
      browser.click("#tab-camera");
      browser.click("#camera-toggle");
      for (Recognition.Face face : sure) {
        assertShown(browser, face, expected.width());
      }
    }
  }

  /** A JPEG of 640×480 with four of the portraits. */
  private static byte[] people(Path portraits) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(portraits)) {
      files = all.filter(file -> file.toString().endsWith(".jpg")).sorted().limit(4).toList();
    }
    BufferedImage frame = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = frame.createGraphics();
    for (int i = 0; i < files.size(); i++) {
      BufferedImage portrait = ImageIO.read(files.get(i).toFile());
      graphics.drawImage(portrait, 40 + i % 2 * 320, i / 2 * 240, 240, 240, null);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(frame, "jpg", out);
    return out.toByteArray();
  }

  @Test
  void reconnectsToARestartedServer() throws IOException {
    try (PageServer server = PageServer.start();
        Browser browser = Browser.open(server.uri(), camera(), folder)) {
      browser.load();
      browser.click("#tab-camera");
      browser.click("#camera-toggle");
      browser.waitFor("#live-layer .box");
      server.stop();
      browser.waitFor(".notice.gone");
      assertEquals(List.of(), browser.all("#live-layer .box"));
      server.restart();
      browser.waitFor("#live-layer .box");
    }
  }

  @Test
  void asksForTheKeyIfTheServerRequiresOne() throws IOException {
    try (PageServer server = PageServer.start(KEY);
        Browser browser = Browser.open(server.uri(), camera(), folder)) {
      browser.load();
      browser.click("#tab-camera");
      browser.click("#camera-toggle");
      browser.waitFor("#key-value").sendKeys(KEY);
      browser.assertAccessible();
      browser.click("#key-form button");
      browser.waitFor("#live-layer .box");
      browser.click("#tab-photos");
      browser.choose(SEVERAL);
      browser.waitFor(".photo .box");
    }
  }

  private Path camera() throws IOException {
    return camera(Files.readAllBytes(SEVERAL));
  }

  private Path camera(byte[] frame) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < 30; i++) {
      frames.write(frame);
    }
    return Files.write(folder.resolve("camera.mjpeg"), frames.toByteArray());
  }

  private static Recognition recognized() {
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
      return recognizer.recognize(SEVERAL);
    }
  }

  /** Waits for a face of a frame of the given width. */
  private static void assertShown(Browser browser, Recognition.Face face, int width) {
    Box mirrored = mirrored(face.box(), width);
    String best = face.emotions().best();
    assertTrue(
        browser.waitUntil(() -> isShown(browser, mirrored, best)),
        () -> "no " + best + " at " + mirrored);
  }

  /** The box in the mirrored display of the page. */
  private static Box mirrored(Box box, int width) {
    return new Box(width - box.x() - box.width(), box.y(), box.width(), box.height());
  }

  /**
   * Returns whether the page shows a box there, in pixels of a frame, and a label with the emotion.
   */
  private static boolean isShown(Browser browser, Box expected, String emotion) {
    JsonNode boxes =
        browser.evaluate(
            "(() => { const stage = document.getElementById('live').getBoundingClientRect();"
                + "const scale = 640 / stage.width;"
                + "return [...document.querySelectorAll('#live-layer .box')].map(box => {"
                + "const r = box.getBoundingClientRect();"
                + "return [r.x - stage.x, r.y - stage.y, r.width, r.height].map(v => v * scale);"
                + "}); })()");
    for (JsonNode box : boxes) {
      Box found =
          new Box(
              box.get(0).asDouble(),
              box.get(1).asDouble(),
              box.get(2).asDouble(),
              box.get(3).asDouble());
      if (expected.iou(found) > 0.8) {
        // In one expression, since labels come and go with their faces.
        return browser
            .evaluate(
                "[...document.querySelectorAll('#live-layer .label')].some(label =>"
                    + " label.textContent.startsWith('"
                    + emotion
                    + "'))")
            .asBoolean();
      }
    }
    return false;
  }

  private static boolean chartIsDrawn(Browser browser) {
    return browser
        .evaluate(
            "(() => { const c = document.getElementById('chart');"
                + "return c.getContext('2d').getImageData(0, 0, c.width, c.height).data"
                + ".some(v => v > 0); })()")
        .asBoolean();
  }
}
