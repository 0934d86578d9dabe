package org.sezim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;

class FaceTrackerTest {
  private final FaceTracker tracker = new FaceTracker();

  private static Recognition.Face face(double x, double y, double happy) {
    return new Recognition.Face(
        new Box(x, y, 100, 100),
        0.9f,
        Optional.empty(),
        false,
        false,
        EmotionScores.of(
            List.of("happy", "sad"), new float[] {(float) happy, (float) (1 - happy)}));
  }

  private List<Long> tracks(double seconds, Recognition.Face... faces) {
    return tracker.next(List.of(faces), seconds).stream().map(FaceTracker.Tracked::track).toList();
  }

  @Test
  void trackIdsAreIndependentOfTheOrderOfFaces() {
    assertEquals(List.of(1L, 2L), tracks(0, face(0, 0, 1), face(300, 0, 1)));
    assertEquals(List.of(2L, 1L), tracks(0.1, face(320, 0, 1), face(20, 5, 1)));
    assertEquals(
        List.of(1L, 3L, 2L), tracks(0.2, face(40, 9, 1), face(0, 300, 1), face(340, 0, 1)));
  }

  @Test
  void bestOverlapIsMatchedFirst() {
    tracks(0, face(0, 0, 1));
    // Both overlap the tracked face; the second more.
    assertEquals(List.of(2L, 1L), tracks(0.1, face(50, 0, 1), face(10, 0, 1)));
  }

  @Test
  void faceBrieflyOutOfViewKeepsItsTrackId() {
    tracks(0, face(0, 0, 1));
    assertEquals(List.of(), tracks(0.5));
    assertEquals(List.of(1L), tracks(0.9, face(0, 0, 1)));
    assertEquals(List.of(2L), tracks(2, face(0, 0, 1)));
  }

  @Test
  void smoothingDependsOnTimeNotOnFrames() {
    tracker.next(List.of(face(0, 0, 1)), 0);
    FaceTracker often = new FaceTracker();
    often.next(List.of(face(0, 0, 1)), 0);
    for (int frame = 1; frame < 10; frame++) {
      often.next(List.of(face(0, 0, 0)), 0.05 * frame);
    }
    FaceTracker.Tracked seldom = tracker.next(List.of(face(0, 0, 0)), 0.5).get(0);
    FaceTracker.Tracked dense = often.next(List.of(face(0, 0, 0)), 0.5).get(0);
    assertEquals(Math.exp(-1), seldom.face().emotions().score("happy"), 1e-6);
    assertEquals(Math.exp(-1), dense.face().emotions().score("happy"), 1e-6);
    assertEquals("sad", dense.face().emotions().best());
    assertFalse(dense.face().uncertain());
  }

  @Test
  void uncertaintyFollowsSmoothedScores() {
    FaceTracker strict = new FaceTracker(new FaceTracker.Options(0.2, 1, 0.5, 0.8));
    assertFalse(strict.next(List.of(face(0, 0, 1)), 0).get(0).face().uncertain());
    assertTrue(strict.next(List.of(face(0, 0, 0)), 0.35).get(0).face().uncertain());
  }

  @Test
  void withoutSmoothingScoresAreAsFound() {
    FaceTracker plain = new FaceTracker(new FaceTracker.Options(0.2, 1, 0, 0.5));
    plain.next(List.of(face(0, 0, 1)), 0);
    FaceTracker.Tracked next = plain.next(List.of(face(0, 0, 0.25)), 0.1).get(0);
    assertEquals(0.25f, next.face().emotions().score("happy"));
    assertEquals(1L, next.toMap().get("track"));
  }

  @Test
  void invalidOptionsAreNamed() {
    tracks(1);
    assertThrows(IllegalArgumentException.class, () -> tracks(0.5));
    assertThrows(IllegalArgumentException.class, () -> new FaceTracker.Options(2, 1, 1, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new FaceTracker.Options(0.2, -1, 1, 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> new FaceTracker.Options(0.2, 1, Double.NaN, 0.5));
  }
}
