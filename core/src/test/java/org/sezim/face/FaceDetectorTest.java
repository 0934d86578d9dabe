package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.image.Photo;
import org.sezim.testing.SharedData;

class FaceDetectorTest {
  private static final String YUNET = "models/face_detection_yunet_2026may.onnx";

  @TempDir Path folder;

  private static FaceDetector yunet() {
    return FaceDetector.load(SharedData.require(YUNET), 1);
  }

  private static BufferedImage image(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }

  private static List<Detection> detect(
      FaceDetector detector, BufferedImage image, FaceDetector.Options options) {
    return detector.detect(Photo.of(image), options);
  }

  private static Photo black(int width, int height) {
    return Photo.of(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR));
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return result;
  }

  /** OpenCV's detections per file, with the same network, at the photo's own size. */
  private static Map<String, List<Detection>> expected(String name) throws IOException {
    Map<String, List<Detection>> faces = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(SharedData.require(name + ".yunet.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      List<Detection> found = faces.computeIfAbsent(cells[0], file -> new ArrayList<>());
      if (!cells[3].isEmpty()) {
        double[] v = Arrays.stream(cells).skip(3).mapToDouble(Double::parseDouble).toArray();
        Landmarks landmarks =
            new Landmarks(
                new Landmarks.Point(v[5], v[6]),
                new Landmarks.Point(v[7], v[8]),
                new Landmarks.Point(v[9], v[10]),
                new Landmarks.Point(v[11], v[12]),
                new Landmarks.Point(v[13], v[14]));
        found.add(new Detection(new Box(v[1], v[2], v[3], v[4]), (float) v[0], landmarks));
      }
    }
    return faces;
  }

  private static double distance(Landmarks.Point a, Landmarks.Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  private static double distance(Landmarks a, Landmarks b) {
    return (distance(a.rightEye(), b.rightEye())
            + distance(a.leftEye(), b.leftEye())
            + distance(a.nose(), b.nose())
            + distance(a.rightMouth(), b.rightMouth())
            + distance(a.leftMouth(), b.leftMouth()))
        / 5;
  }

  @ParameterizedTest
  @CsvSource({"portraits,75", "scenes,24", "photos,1"})
  void findsWhatOpenCvFinds(String name, int every) throws IOException {
    Path photos = SharedData.require(name);
    List<Map.Entry<String, List<Detection>>> files = List.copyOf(expected(name).entrySet());
    int faces = 0;
    int found = 0;
    double landmarks = 0;
    try (FaceDetector detector = yunet()) {
      for (int i = 0; i < files.size(); i += every) {
        BufferedImage image = image(photos.resolve(files.get(i).getKey()));
        if (image == null) {
          continue; // WebP under the name of a JPEG, which the JDK does not read
        }
        List<Detection> detected = detect(detector, image, FaceDetector.Options.DEFAULT);
        for (Detection face : files.get(i).getValue()) {
          if (face.confidence() >= 0.8 && face.box().width() >= 20) {
            faces++;
            Detection best =
                detected.stream()
                    .max(Comparator.comparingDouble(d -> d.box().iou(face.box())))
                    .orElse(null);
            if (best != null && best.box().iou(face.box()) >= 0.5) {
              found++;
              landmarks += distance(best.landmarks(), face.landmarks());
            }
          }
        }
      }
    }
    assertTrue(faces >= 15, "only " + faces + " faces to find");
    assertTrue(found >= 0.98 * faces, found + " of " + faces);
    assertTrue(landmarks / found < 0.1, "landmarks off by " + landmarks / found + " pixels");
  }

  @Test
  void boxesAreInPixelsOfALargePhoto() throws IOException {
    String name = expected("portraits").keySet().iterator().next();
    Detection face = expected("portraits").get(name).get(0);
    BufferedImage small = image(SharedData.require("portraits").resolve(name));
    // The face fills 80 % of the photo: too large for one run at 960 or 2000 pixels.
    for (double[] size : new double[][] {{300, 256}, {700, 900}, {2000, 2000}}) {
      int w = (int) size[0];
      int h = (int) size[1];
      try (FaceDetector detector = yunet()) {
        List<Detection> faces =
            detect(detector, resized(small, w, h), FaceDetector.Options.DEFAULT);
        assertEquals(1, faces.size(), w + "×" + h);
        Box box = face.box().scale(w / 256.0, h / 256.0);
        assertTrue(faces.get(0).box().iou(box) > 0.85, w + "×" + h + ": " + faces + ", not " + box);
      }
    }
  }

  @Test
  void optionsAreObeyed() throws IOException {
    String name = expected("scenes").keySet().iterator().next();
    BufferedImage image = image(SharedData.require("scenes").resolve(name));
    FaceDetector.Options all = FaceDetector.Options.DEFAULT.withMinConfidence(0.5);
    try (FaceDetector detector = yunet()) {
      List<Detection> faces = detect(detector, image, all);
      assertTrue(faces.size() > 1);
      float least = faces.get(0).confidence();
      List<Detection> sure = detect(detector, image, all.withMinConfidence(least));
      assertEquals(List.of(faces.get(0)), sure);
      double width = faces.stream().mapToDouble(f -> f.box().width()).max().orElseThrow();
      assertEquals(List.of(), detect(detector, image, all.withMinFaceSize(width + 1)));
      assertTrue(detect(detector, image, all.withMaxSide(64)).size() < faces.size());
    }
  }

  @Test
  void threadsShareOneDetector() throws Exception {
    Path portraits = SharedData.require("portraits");
    List<String> names = List.copyOf(expected("portraits").keySet()).subList(0, 12);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FaceDetector detector = yunet()) {
      List<Future<List<Detection>>> results = new ArrayList<>();
      List<List<Detection>> expected = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        // Several sizes, so that pooled buffers of other photos are reused.
        BufferedImage image = resized(image(portraits.resolve(names.get(i))), 200 + 40 * i, 300);
        expected.add(detect(detector, image, FaceDetector.Options.DEFAULT));
        results.add(threads.submit(() -> detect(detector, image, FaceDetector.Options.DEFAULT)));
      }
      for (int i = 0; i < names.size(); i++) {
        assertEquals(expected.get(i), results.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 1, 500})
  void photoOfAnySizeMayHaveNoFace(int width) {
    try (FaceDetector detector = yunet()) {
      assertEquals(List.of(), detector.detect(black(width, 20)));
    }
  }

  @Test
  void modelOfFixedSizeFindsTheSameFaces() throws IOException {
    // Puts 640 (a varint) where the official file has the names of free dimensions.
    String bytes =
        new String(Files.readAllBytes(SharedData.require(YUNET)), StandardCharsets.ISO_8859_1);
    bytes =
        bytes
            .replace("\n\b\u0012\u0006height", "\n\b\b\u0080\u0085\u0080\u0080\u0080\u0080\0")
            .replace("\n\u0007\u0012\u0005width", "\n\u0007\b\u0080\u0085\u0080\u0080\u0080\0");
    Path fixed =
        Files.write(folder.resolve("fixed.onnx"), bytes.getBytes(StandardCharsets.ISO_8859_1));
    String name = expected("portraits").keySet().iterator().next();
    BufferedImage image = image(SharedData.require("portraits").resolve(name));
    try (FaceDetector any = yunet();
        FaceDetector one = FaceDetector.load(fixed, 1)) {
      for (int width : new int[] {256, 1000}) {
        BufferedImage photo = resized(image, width, width);
        List<Detection> faces = detect(any, photo, FaceDetector.Options.DEFAULT.withMaxSide(640));
        List<Detection> found = detect(one, photo, FaceDetector.Options.DEFAULT);
        assertEquals(faces.size(), found.size());
        // Not equal: the network's layers see more padding around the photo.
        double iou = found.get(0).box().iou(faces.get(0).box());
        assertTrue(iou > 0.9, width + ": " + iou);
      }
    }
  }

  @Test
  void useAfterCloseIsRefused() {
    FaceDetector detector = yunet();
    detector.close();
    detector.close();
    assertThrows(IllegalStateException.class, () -> detector.detect(black(32, 32)));
  }

  @Test
  void otherFilesAreRefusedAsFaceModels() throws IOException {
    Path emotion = Path.of("src/main/resources/org/sezim/models/sezim-fer2013.onnx");
    assertEquals(
        emotion
            + ": not a face model: input pixels: expected float32 [1,3,H,W], H and W multiples of"
            + " 32, found uint8 [N,48,48]; expected the form of OpenCV Zoo's YuNet"
            + " (ARCHITECTURE.md, \"Models\")",
        assertThrows(SezimException.class, () -> FaceDetector.load(emotion)).getMessage());
    Path text = Files.writeString(folder.resolve("text.onnx"), "Hello, world.");
    String message = assertThrows(SezimException.class, () -> FaceDetector.load(text)).getMessage();
    assertTrue(
        message.startsWith(text + ": not an ONNX model that ONNX Runtime can load ("), message);
    Path none = folder.resolve("none.onnx");
    assertEquals(
        none + ": no such file",
        assertThrows(SezimException.class, () -> FaceDetector.load(none)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> FaceDetector.load(none, 0));
  }

  @Test
  void faceModelIsRefusedAsEmotionModel() {
    Path file = SharedData.require(YUNET);
    String message =
        assertThrows(SezimException.class, () -> EmotionClassifier.load(file)).getMessage();
    assertTrue(
        message.startsWith(
            file
                + ": not an emotion model: expected an input named pixels, found input float32"
                + " [1,3,N,N];"),
        message);
  }

  @Test
  void refusesOptionsOutOfRange() {
    FaceDetector.Options options = FaceDetector.Options.DEFAULT;
    assertEquals(
        "minConfidence: expected a value in 0–1, found 1.5",
        assertThrows(IllegalArgumentException.class, () -> options.withMinConfidence(1.5))
            .getMessage());
    assertEquals(
        "maxSide: expected at least 32, found 31",
        assertThrows(IllegalArgumentException.class, () -> options.withMaxSide(31)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> options.withNmsThreshold(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> options.withMinFaceSize(-1));
  }
}
