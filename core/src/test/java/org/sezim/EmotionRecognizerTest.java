package org.sezim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.emotion.Emotions;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;
import org.sezim.face.FaceDetector;
import org.sezim.face.Landmarks;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;
import org.sezim.testing.ExifPhotos;
import org.sezim.testing.TestPhotos;

class EmotionRecognizerTest {
  private static final int THREADS = 2;
  private static final int AHEAD = 4 * THREADS;
  private static EmotionRecognizer recognizer;
  private static EmotionRecognizer withoutDetector;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    recognizer = EmotionRecognizer.builder().threads(THREADS).build();
    withoutDetector = EmotionRecognizer.builder().threads(THREADS).withoutDetector().build();
  }

  @AfterAll
  static void close() {
    recognizer.close();
    withoutDetector.close();
  }

  private static List<Recognition.Face> faces(BufferedImage image) {
    Recognition recognition = recognizer.recognize(Photo.of(image), "party");
    assertEquals("party", recognition.source());
    assertEquals(image.getWidth(), recognition.width());
    assertEquals(image.getHeight(), recognition.height());
    assertEquals(recognizer.card().name(), recognition.model());
    return faces(recognition);
  }

  /** From left to right. */
  private static List<Recognition.Face> faces(Recognition recognition) {
    return recognition.faces().stream()
        .sorted(Comparator.comparingDouble(face -> face.box().x()))
        .toList();
  }

  @Test
  void photoWithoutAFaceGivesNone() {
    assertEquals(List.of(), faces(TestPhotos.ground(640, 200)));
  }

  @Test
  void eachOfTwoFacesHasItsOwnEmotions() {
    BufferedImage image = TestPhotos.ground(800, 400);
    TestPhotos.paste(image, "happy", 40, 60, 240, 0);
    TestPhotos.paste(image, "happy", 440, 60, 280, 0);
    List<Recognition.Face> faces = faces(image);
    assertEquals(2, faces.size());
    assertTrue(new Box(40, 60, 240, 240).iou(faces.get(0).box()) > 0.5, faces.toString());
    assertTrue(new Box(440, 60, 280, 280).iou(faces.get(1).box()) > 0.5, faces.toString());
    for (Recognition.Face face : faces) {
      assertEquals("happy", face.emotions().best());
      Landmarks points = face.landmarks().orElseThrow();
      assertTrue(points.rightEye().x() < points.leftEye().x());
      assertTrue(points.leftEye().y() < points.leftMouth().y());
      assertTrue(face.confidence() >= 0.6);
      assertFalse(face.tiny());
      assertEquals(recognizer.labels(), face.emotions().labels());
    }
  }

  @Test
  void faceAtTheEdgeIsRecognized() {
    BufferedImage image = TestPhotos.ground(400, 300);
    TestPhotos.paste(image, "happy", -50, -20, 240, 0);
    List<Recognition.Face> faces = faces(image);
    assertEquals(1, faces.size());
    assertEquals("happy", faces.get(0).emotions().best());
  }

  @Test
  void tiltedFaceIsRotatedUpright() {
    for (double degrees : new double[] {-30, 30}) {
      BufferedImage image = TestPhotos.ground(480, 360);
      TestPhotos.paste(image, "happy", 140, 80, 200, Math.toRadians(degrees));
      List<Recognition.Face> faces = faces(image);
      assertEquals(1, faces.size());
      assertEquals("happy", faces.get(0).emotions().best(), degrees + " degrees");
    }
  }

  @Test
  void dynamicBatchingGivesTheSameResults() {
    List<Integer> sizes = new ArrayList<>();
    Photo photo = Photo.of(TestPhotos.happyScene());
    try (EmotionRecognizer plain = EmotionRecognizer.builder().threads(1).build();
        EmotionRecognizer shared =
            EmotionRecognizer.builder().threads(1).dynamicBatching(sizes::add).build()) {
      assertEquals(plain.recognize(photo, "p").toMap(), shared.recognize(photo, "p").toMap());
    }
    assertEquals(List.of(1), sizes);
  }

  @Test
  void decodedPhotoIsPassedToTheCaller() {
    String seen =
        recognizer.recognize(
            source("p", 1), (photo, found) -> photo + " " + found.width() + "×" + found.height());
    Recognition plain = recognizer.recognize(source("p", 1));
    assertEquals(
        "Photo["
            + plain.width()
            + "×"
            + plain.height()
            + "] "
            + plain.width()
            + "×"
            + plain.height(),
        seen);
  }

  @Test
  void minScoreDecidesWhichFacesAreUncertain() {
    Recognition plain = recognizer.recognize(Photo.of(TestPhotos.happyScene()), "p");
    assertTrue(plain.withMinScore(1).faces().get(0).uncertain());
    assertFalse(plain.withMinScore(0).faces().get(0).uncertain());
    assertEquals(plain, plain.withMinScore(0.5));
  }

  @Test
  void limitsAreObeyed() {
    Photo photo = Photo.of(TestPhotos.happyScene());
    Recognition.Face plain = recognizer.recognize(photo, "p").faces().get(0);
    int side = (int) Math.ceil(Math.max(plain.box().width(), plain.box().height()));
    try (EmotionRecognizer strict =
        EmotionRecognizer.builder().threads(1).tinyBelow(side).minScore(1).build()) {
      Recognition.Face face = strict.recognize(photo, "p").faces().get(0);
      assertTrue(face.tiny());
      assertTrue(face.uncertain());
      assertEquals(plain.box(), face.box());
    }
    try (EmotionRecognizer lenient =
        EmotionRecognizer.builder().threads(1).tinyBelow(side - 1).minScore(0).build()) {
      Recognition.Face face = lenient.recognize(photo, "p").faces().get(0);
      assertFalse(face.tiny());
      assertFalse(face.uncertain());
    }
    FaceDetector.Options all = FaceDetector.Options.DEFAULT;
    for (FaceDetector.Options none :
        List.of(all.withMinConfidence(1), all.withMaxSide(32), all.withMinFaceSize(side))) {
      try (EmotionRecognizer strict =
          EmotionRecognizer.builder().threads(1).detection(none).build()) {
        assertEquals(List.of(), strict.recognize(photo, "p").faces(), none.toString());
      }
    }
    assertThrows(
        SezimException.class,
        () -> {
          try (EmotionRecognizer small = EmotionRecognizer.builder().maxPixels(10).build()) {
            small.recognize(source("p", 1));
          }
        });
  }

  @Test
  void refusesLimitsOutOfRange() {
    EmotionRecognizer.Builder builder = EmotionRecognizer.builder();
    for (double value : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> builder.minScore(value));
    }
    assertThrows(IllegalArgumentException.class, () -> builder.tinyBelow(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.threads(0));
    assertThrows(IllegalArgumentException.class, () -> builder.maxPixels(0));
    Path none = folder.resolve("none.onnx");
    assertEquals(
        none + ": no such file",
        assertThrows(SezimException.class, () -> builder.detector(none).build()).getMessage());
  }

  @Test
  void withoutDetectorTheWholePhotoIsOneFace() {
    Path happy = TestPhotos.face("happy");
    Recognition recognition = withoutDetector.recognize(happy);
    Recognition.Face face = recognition.faces().get(0);
    assertEquals(happy.toString(), recognition.source());
    assertEquals(1, recognition.faces().size());
    assertEquals(new Box(0, 0, 48, 48), face.box());
    assertEquals(1, face.confidence());
    assertEquals(Optional.empty(), face.landmarks());
    assertFalse(face.tiny());
    assertEquals("happy", face.emotions().best());
    assertEquals(FaceCrop.of(Photo.read(happy)), EmotionRecognizer.crop(Photo.read(happy), face));
  }

  @ParameterizedTest
  @EnumSource
  void bundledModelCanBeChosen(BundledModel model) {
    FaceCrop crop = FaceCrop.of(Photo.of(TestPhotos.happyScene()));
    try (EmotionRecognizer chosen =
            EmotionRecognizer.builder().emotionModel(model).withoutDetector().threads(1).build();
        EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
      Recognition recognition = chosen.recognize(Photo.of(TestPhotos.happyScene()), "p");
      assertEquals(classifier.card().name(), recognition.model());
      assertEquals(classifier.labels(), chosen.labels());
      EmotionScores expected = classifier.classify(crop);
      EmotionScores found = recognition.faces().get(0).emotions();
      assertEquals(expected.best(), found.best());
      assertEquals(expected.bestScore(), found.bestScore(), 1e-5);
    }
  }

  @Test
  void heatMapsExplainTheBestEmotion() {
    Photo photo = Photo.of(TestPhotos.happyScene());
    Recognition.Face face = recognizer.recognize(photo, "p").faces().get(0);
    assertEquals("happy", recognizer.explain(photo, face).emotion());
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      EmotionScores again = classifier.classify(EmotionRecognizer.crop(photo, face));
      assertEquals(face.emotions().bestScore(), again.bestScore(), 1e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifOrientationDoesNotChangeFaces(int orientation) throws IOException {
    BufferedImage upright = TestPhotos.ground(420, 300);
    TestPhotos.paste(upright, "happy", 30, 50, 180, 0);
    TestPhotos.paste(upright, "happy", 230, 90, 150, 0.1);
    List<Recognition.Face> expected = faces(upright);
    assertEquals(2, expected.size());
    BufferedImage stored = ExifPhotos.stored(upright, orientation);
    for (String format : new String[] {"png", "jpg"}) {
      Path file = folder.resolve("photo." + format);
      Files.write(file, ExifPhotos.withExif(format, stored, orientation));
      List<Recognition.Face> found = faces(recognizer.recognize(file));
      if (format.equals("png")) {
        assertEquals(expected, found);
      }
      assertEquals(2, found.size(), format);
      for (int i = 0; i < 2; i++) {
        assertTrue(found.get(i).box().iou(expected.get(i).box()) > 0.9, format);
        assertEquals(expected.get(i).emotions().best(), found.get(i).emotions().best(), format);
      }
    }
  }

  @Test
  void threadsShareOneRecognizer() throws Exception {
    List<Photo> photos = new ArrayList<>();
    for (String emotion : recognizer.labels()) {
      BufferedImage image = TestPhotos.ground(300 + 20 * photos.size(), 300);
      TestPhotos.paste(image, emotion, 50, 50, 150 + 10 * photos.size(), 0.1);
      photos.add(Photo.of(image));
    }
    List<Recognition> expected =
        photos.stream().map(photo -> recognizer.recognize(photo, "p")).toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Recognition>> results = new ArrayList<>();
      for (int i = 0; i < 4 * photos.size(); i++) {
        Photo photo = photos.get(i % photos.size());
        results.add(threads.submit(() -> recognizer.recognize(photo, "p")));
      }
      for (int i = 0; i < results.size(); i++) {
        assertClose(expected.get(i % photos.size()), results.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The order of float additions depends on the number of threads. */
  private static void assertClose(Recognition expected, Recognition found) {
    assertEquals(expected.source(), found.source());
    assertEquals(expected.faces().size(), found.faces().size());
    for (int i = 0; i < expected.faces().size(); i++) {
      Recognition.Face a = expected.faces().get(i);
      Recognition.Face b = found.faces().get(i);
      assertTrue(a.box().iou(b.box()) > 0.999);
      for (String label : a.emotions().labels()) {
        assertEquals(a.emotions().score(label), b.emotions().score(label), 0.01, label);
      }
    }
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** A small gray photo, of another size for each number. */
  private static PhotoSource source(String name, int number) {
    return PhotoSource.of(name, png(TestPhotos.ground(8 + number % 40, 16)));
  }

  private static PhotoSource text(String name) {
    return PhotoSource.of(name, "Hello, world.".getBytes(StandardCharsets.UTF_8));
  }

  /** Counts the photos taken from it. */
  private static final class Counted implements Iterator<PhotoSource> {
    private final int size;
    private final CountDownLatch ahead = new CountDownLatch(AHEAD);
    private int taken;

    Counted(int size) {
      this.size = size;
    }

    @Override
    public boolean hasNext() {
      return taken < size;
    }

    @Override
    public PhotoSource next() {
      int number = taken++;
      String name = Integer.toString(number);
      ahead.countDown();
      if (number % 50 == 20) {
        // A slow photo: readable only after the maximum of others is taken.
        byte[] bytes = png(TestPhotos.ground(50, 50));
        return PhotoSource.of(
            name,
            () -> {
              await(ahead);
              return new ByteArrayInputStream(bytes);
            });
      }
      return number % 7 == 3 ? text(name) : source(name, number);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw (IOException) new InterruptedIOException().initCause(e);
    }
  }

  @Test
  void recognizeAllKeepsOrderAndBoundsPhotosAhead() throws Exception {
    Counted sources = new Counted(300);
    List<Outcome> outcomes = new ArrayList<>();
    withoutDetector.recognizeAll(
        sources,
        outcome -> {
          outcomes.add(outcome);
          assertTrue(sources.taken - outcomes.size() < AHEAD, sources.taken + " taken");
        });
    assertEquals(300, outcomes.size());
    for (int i = 0; i < 300; i++) {
      assertEquals(Integer.toString(i), outcomes.get(i).source());
      if (i % 7 == 3 && i % 50 != 20) {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcomes.get(i));
        assertEquals("not an image (found text/plain)", failed.error().rule());
      } else {
        Recognition recognition =
            assertInstanceOf(Outcome.Recognized.class, outcomes.get(i)).recognition();
        assertEquals(i % 50 == 20 ? 50 : 8 + i % 40, recognition.width());
      }
    }
  }

  @Test
  void slowPhotoDoesNotBlockTheOthers() {
    CountDownLatch ahead = new CountDownLatch(AHEAD - 1);
    byte[] bytes = png(TestPhotos.ground(50, 50));
    PhotoSource slow =
        PhotoSource.of(
            "slow",
            () -> {
              await(ahead);
              return new ByteArrayInputStream(bytes);
            });
    Stream<PhotoSource> others =
        IntStream.range(1, AHEAD)
            .mapToObj(
                i ->
                    PhotoSource.of(
                        "other",
                        () -> {
                          ahead.countDown();
                          return new ByteArrayInputStream(bytes);
                        }));
    List<String> names = new ArrayList<>();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            withoutDetector.recognizeAll(
                Stream.concat(Stream.of(slow), others).iterator(),
                outcome -> names.add(outcome.source())));
    assertEquals("slow", names.get(0));
    assertEquals(AHEAD, names.size());
  }

  @Test
  void recognizeAllEqualsRecognize() throws Exception {
    List<PhotoSource> sources = new ArrayList<>();
    for (String emotion : recognizer.labels()) {
      BufferedImage image = TestPhotos.ground(300, 300);
      TestPhotos.paste(image, emotion, 50, 50, 200, 0);
      sources.add(PhotoSource.of(emotion, png(image)));
    }
    List<Recognition> found = new ArrayList<>();
    recognizer.recognizeAll(
        sources.iterator(),
        outcome -> found.add(assertInstanceOf(Outcome.Recognized.class, outcome).recognition()));
    assertEquals(sources.size(), found.size());
    for (int i = 0; i < sources.size(); i++) {
      assertClose(recognizer.recognize(sources.get(i)), found.get(i));
    }
  }

  @Test
  void bytesStreamsAndImagesGiveTheResultOfFiles() throws IOException {
    BufferedImage image = TestPhotos.ground(300, 300);
    TestPhotos.paste(image, Emotions.HAPPY, 50, 50, 200, 0);
    byte[] bytes = png(image);
    Path file = Files.write(folder.resolve("party.png"), bytes);
    Recognition expected = recognizer.recognize(file);
    assertEquals(file.toString(), expected.source());
    InputStream in = new ByteArrayInputStream(bytes);
    for (Recognition found :
        List.of(
            recognizer.recognize(bytes), recognizer.recognize(in), recognizer.recognize(image))) {
      assertEquals(expected.faces(), found.faces());
    }
    assertEquals("bytes", recognizer.recognize(bytes).source());
    assertEquals("image", recognizer.recognize(image).source());
    SezimException e = assertThrows(SezimException.class, () -> recognizer.recognize(in));
    assertEquals("stream: not an image (found an empty file)", e.getMessage());
  }

  @Test
  void listOfFilesGivesListOfOutcomes() throws Exception {
    Path photo = Files.write(folder.resolve("a.png"), png(TestPhotos.ground(40, 30)));
    Path none = folder.resolve("none.png");
    List<Outcome> outcomes = withoutDetector.recognizeAll(List.of(photo, none));
    Recognition found = assertInstanceOf(Outcome.Recognized.class, outcomes.get(0)).recognition();
    assertEquals(40, found.width());
    assertEquals(none.toString(), outcomes.get(1).source());
    assertInstanceOf(Outcome.Failed.class, outcomes.get(1));
    assertEquals(List.of(), withoutDetector.recognizeAll(List.of()));
  }

  @Test
  void photosAreDecodedOnceForTheProcessor() throws Exception {
    AtomicInteger opened = new AtomicInteger();
    byte[] bytes = png(TestPhotos.ground(40, 30));
    List<PhotoSource> sources = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sources.add(
          PhotoSource.of(
              "" + i,
              () -> {
                opened.incrementAndGet();
                return new ByteArrayInputStream(bytes);
              }));
    }
    sources.add(text("text"));
    List<Optional<String>> processed = new ArrayList<>();
    withoutDetector.recognizeAll(
        sources.iterator(),
        (source, photo, found) -> source.name() + found.source() + photo.width(),
        (outcome, value) -> {
          assertEquals(outcome instanceof Outcome.Recognized, value.isPresent());
          processed.add(value);
        });
    assertEquals(20, opened.get());
    assertEquals(21, processed.size());
    assertEquals(Optional.of("191940"), processed.get(19));
    SezimException bug = new SezimException("disk", "is full");
    assertSame(
        bug,
        assertThrows(
            SezimException.class,
            () ->
                withoutDetector.recognizeAll(
                    sources.iterator(),
                    (source, photo, found) -> {
                      throw bug;
                    },
                    (outcome, value) -> {})));
  }

  @Test
  void recognizeAllOfNothingReturns() throws Exception {
    withoutDetector.recognizeAll(
        Collections.emptyIterator(),
        outcome -> {
          throw new AssertionError(outcome);
        });
  }

  @Test
  void exceptionsOfTheSinkReachTheCaller() {
    Counted sources = new Counted(1000);
    IOException full = new IOException("the disk is full");
    assertSame(
        full,
        assertThrows(
            IOException.class,
            () ->
                withoutDetector.recognizeAll(
                    sources,
                    outcome -> {
                      throw full;
                    })));
    assertTrue(sources.taken <= AHEAD);
  }

  @Test
  void onlyUnreadablePhotosBecomeErrorOutcomes() {
    for (Throwable bug :
        List.of(new OutOfMemoryError("a test"), new IllegalStateException("a test"))) {
      PhotoSource broken =
          PhotoSource.of(
              "broken",
              () -> {
                if (bug instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) bug;
              });
      List<Outcome> outcomes = new ArrayList<>();
      assertSame(
          bug,
          assertThrows(
              bug.getClass(),
              () ->
                  withoutDetector.recognizeAll(
                      List.of(source("a", 1), broken, source("b", 1)).iterator(), outcomes::add)));
      assertTrue(outcomes.size() <= 1);
    }
  }

  @Test
  void unreadableSourcesNameTheReason() throws Exception {
    List<String> errors = new ArrayList<>();
    Path none = folder.resolve("none.jpg");
    withoutDetector.recognizeAll(
        List.of(
                PhotoSource.of(none),
                PhotoSource.of(
                    "upload",
                    () -> {
                      throw new IOException("connection reset");
                    }))
            .iterator(),
        outcome ->
            errors.add(assertInstanceOf(Outcome.Failed.class, outcome).error().getMessage()));
    assertEquals(
        List.of(none + ": no such file", "upload: cannot be read (connection reset)"), errors);
  }

  @Test
  void interruptionEndsTheWait() {
    CountDownLatch never = new CountDownLatch(1);
    PhotoSource hanging =
        PhotoSource.of(
            "hanging",
            () -> {
              await(never);
              throw new AssertionError("it was counted down");
            });
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> withoutDetector.recognizeAll(List.of(hanging).iterator(), outcome -> {}));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void useAfterCloseIsRefused() {
    EmotionRecognizer closed = EmotionRecognizer.builder().threads(THREADS).build();
    closed.close();
    closed.close();
    Photo photo = Photo.of(TestPhotos.ground(40, 40));
    assertThrows(IllegalStateException.class, () -> closed.recognize(photo, "p"));
    assertThrows(
        IllegalStateException.class,
        () -> closed.recognizeAll(List.of(source("p", 1)).iterator(), outcome -> {}));
  }
}
