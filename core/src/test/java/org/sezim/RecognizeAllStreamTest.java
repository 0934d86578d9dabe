package org.sezim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sezim.image.PhotoSource;
import org.sezim.testing.TestPhotos;

class RecognizeAllStreamTest {
  private static final int THREADS = 2;
  private static final int AHEAD = 4 * THREADS;
  private static EmotionRecognizer recognizer;

  @BeforeAll
  static void open() {
    recognizer = EmotionRecognizer.builder().threads(THREADS).withoutDetector().build();
  }

  @AfterAll
  static void close() {
    recognizer.close();
  }

  private static PhotoSource source(int number) {
    return PhotoSource.of(
        "" + number, TestPhotos.bytes(TestPhotos.ground(8 + number % 40, 16), "png"));
  }

  @Test
  void endlessInputIsTakenInOrderAndAsNeeded() {
    AtomicInteger taken = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<PhotoSource> endless =
        Stream.iterate(0, number -> number + 1)
            .map(
                number -> {
                  taken.incrementAndGet();
                  return source(number);
                })
            .onClose(() -> closed.set(true));
    try (Stream<Outcome> outcomes = recognizer.recognizeAll(endless)) {
      assertEquals(0, taken.get());
      AtomicInteger delivered = new AtomicInteger();
      outcomes
          .limit(60)
          .forEach(
              outcome -> {
                assertEquals("" + delivered, outcome.source());
                assertTrue(taken.get() - delivered.get() <= AHEAD, taken + " taken");
                delivered.incrementAndGet();
              });
      assertEquals(60, delivered.get());
    }
    assertTrue(closed.get());
  }

  @Test
  void outcomesEqualThoseOfAList() throws InterruptedException {
    List<Path> files = new ArrayList<>();
    for (String emotion : TestPhotos.EMOTIONS) {
      files.add(TestPhotos.sample(emotion));
      files.add(Path.of("none.png"));
    }
    List<Outcome> expected = recognizer.recognizeAll(files);
    // A parallel consumer gets the same outcomes in the same order.
    List<Outcome> found =
        recognizer.recognizeAll(files.stream().map(PhotoSource::of)).parallel().toList();
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < files.size(); i++) {
      assertEquals(expected.get(i).toMap(), found.get(i).toMap());
    }
    assertInstanceOf(Outcome.Failed.class, found.get(1));
    assertEquals(List.of(), recognizer.recognizeAll(Stream.<PhotoSource>empty()).toList());
  }

  @Test
  void errorsAndInterruptionsReachTheConsumer() {
    IllegalStateException bug = new IllegalStateException("a test");
    PhotoSource broken =
        PhotoSource.of(
            "broken",
            () -> {
              throw bug;
            });
    assertSame(
        bug,
        assertThrows(
            IllegalStateException.class,
            () -> recognizer.recognizeAll(Stream.of(source(1), broken)).toList()));
    Thread.currentThread().interrupt();
    assertThrows(
        IllegalStateException.class, () -> recognizer.recognizeAll(Stream.of(source(1))).toList());
    assertTrue(Thread.interrupted());
  }

  @Test
  void useAfterCloseIsRefused() {
    EmotionRecognizer closed = EmotionRecognizer.builder().threads(1).withoutDetector().build();
    closed.close();
    assertThrows(
        IllegalStateException.class, () -> closed.recognizeAll(Stream.of(source(1))).toList());
  }
}
