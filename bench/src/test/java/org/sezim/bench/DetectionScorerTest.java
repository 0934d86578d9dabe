package org.sezim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

class DetectionScorerTest {
  private final DetectionScorer scorer = new DetectionScorer(SizeRange.ALL, 0.5);

  private static Landmarks points(double x, double y) {
    Landmarks.Point point = new Landmarks.Point(x, y);
    return new Landmarks(point, point, point, point, point);
  }

  private static Detection face(double x, double width, double score) {
    return new Detection(new Box(x, 0, width, 40), (float) score, points(x, 10));
  }

  private static BenchDetection found(double x, double width, double confidence) {
    return new BenchDetection(new Box(x, 0, width, 40), confidence, Optional.empty());
  }

  private static void assertCounts(int faces, int right, int answers, DetectionScorer scorer) {
    assertEquals(
        List.of(faces, right, answers), List.of(scorer.faces(), scorer.right(), scorer.answers()));
  }

  @Test
  void rightAndWrong() {
    scorer.add(
        List.of(found(0, 40, 0.9), found(500, 40, 0.8)), List.of(face(4, 40, 1), face(200, 40, 1)));
    assertCounts(2, 1, 2, scorer);
  }

  @Test
  void photosWithoutFacesCount() {
    scorer.add(List.of(), List.of());
    assertCounts(0, 0, 0, scorer);
    assertEquals(OptionalDouble.empty(), scorer.averagePrecision());
    assertEquals(OptionalDouble.empty(), scorer.landmarkError());
    scorer.add(List.of(found(0, 40, 0.9)), List.of());
    assertCounts(0, 0, 1, scorer);
    scorer.add(List.of(), List.of(face(0, 40, 1)));
    assertCounts(1, 0, 1, scorer);
    assertEquals(OptionalDouble.of(0), scorer.averagePrecision());
  }

  @Test
  void aSecondDetectionOfAFaceIsWrong() {
    scorer.add(List.of(found(0, 40, 0.9), found(2, 40, 0.8)), List.of(face(0, 40, 1)));
    assertCounts(1, 1, 2, scorer);
  }

  @Test
  void theSurestDetectionIsMatchedFirst() {
    // One overlaps more, but the other is surer and is matched with the only face.
    BenchDetection surest =
        new BenchDetection(new Box(8, 0, 40, 40), 0.9, Optional.of(points(4, 10)));
    BenchDetection overlapping =
        new BenchDetection(new Box(0, 0, 40, 40), 0.7, Optional.of(points(0, 10)));
    scorer.add(List.of(overlapping, surest), List.of(face(0, 40, 1)));
    assertCounts(1, 1, 2, scorer);
    // Its landmarks are off by 4 of 40 pixels.
    assertEquals(0.1, scorer.landmarkError().orElseThrow(), 1e-9);
  }

  @Test
  void aDetectionIsMatchedWithTheFaceItOverlapsMost() {
    scorer.add(
        List.of(found(10, 40, 0.9), found(0, 40, 0.8)), List.of(face(0, 40, 1), face(12, 40, 1)));
    assertCounts(2, 2, 2, scorer);
  }

  @Test
  void overlapMustBeLargeEnough() {
    DetectionScorer loose = new DetectionScorer(SizeRange.ALL, 0.3);
    // Boxes of 40 shifted by 16 share 24 of 56: 0.43.
    for (DetectionScorer s : List.of(scorer, loose)) {
      s.add(List.of(found(16, 40, 0.9)), List.of(face(0, 40, 1)));
    }
    assertCounts(1, 0, 1, scorer);
    assertCounts(1, 1, 1, loose);
  }

  @Test
  void facesWithALowTeacherScoreAreIgnored() {
    List<Detection> teacher = List.of(face(0, 40, 0.79), face(100, 19, 1), face(200, 40, 0.8));
    // Two detections on the doubtful face, one on the small face.
    scorer.add(
        List.of(found(0, 40, 0.9), found(1, 40, 0.9), found(100, 21, 0.9), found(200, 40, 0.6)),
        teacher);
    assertCounts(1, 1, 1, scorer);
    scorer.add(List.of(), teacher);
    assertCounts(2, 1, 1, scorer);
  }

  @Test
  void anExpectedFaceIsMatchedBeforeAnIgnoredOne() {
    // Overlaps the ignored face more, but is matched with the expected one.
    scorer.add(List.of(found(0, 40, 0.9)), List.of(face(0, 40, 0.5), face(6, 40, 1)));
    assertCounts(1, 1, 1, scorer);
  }

  @Test
  void detectionsOutsideTheRangeAreNotWrong() {
    scorer.add(List.of(found(0, 19, 0.9), found(100, 20, 0.9)), List.of());
    assertCounts(0, 0, 1, scorer);
    DetectionScorer middle = new DetectionScorer(new SizeRange("40–80 px", 40, 80), 0.5);
    // A face just below the range with a box just in it; a face in it with a box below it.
    middle.add(
        List.of(found(0, 41, 0.9), found(200, 38, 0.9), found(400, 80, 0.9)),
        List.of(face(0, 39, 1), face(200, 42, 1)));
    assertCounts(1, 1, 1, middle);
  }

  @Test
  void averagePrecisionByHand() {
    // By confidence: right, wrong, right, wrong, wrong, right; four faces.
    List<Detection> teacher =
        List.of(face(0, 40, 1), face(100, 40, 1), face(200, 40, 1), face(300, 40, 1));
    scorer.add(
        List.of(
            found(0, 40, 0.9),
            found(500, 40, 0.8),
            found(100, 40, 0.7),
            found(600, 40, 0.6),
            found(700, 40, 0.5),
            found(200, 40, 0.4)),
        teacher);
    // Precision 1 up to recall 1/4, 2/3 up to 2/4, 3/6 up to 3/4, and 0 beyond.
    double expected = (1 + 2.0 / 3 + 3.0 / 6) / 4;
    assertEquals(expected, scorer.averagePrecision().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.empty(), scorer.landmarkError());
  }

  @Test
  void equalConfidencesFormOnePoint() {
    DetectionScorer other = new DetectionScorer(SizeRange.ALL, 0.5);
    scorer.add(List.of(found(0, 40, 3)), List.of(face(0, 40, 1)));
    scorer.add(List.of(found(0, 40, 3)), List.of());
    other.add(List.of(found(0, 40, 3)), List.of());
    other.add(List.of(found(0, 40, 3)), List.of(face(0, 40, 1)));
    assertEquals(0.5, scorer.averagePrecision().orElseThrow(), 1e-9);
    assertEquals(scorer.averagePrecision(), other.averagePrecision());
  }

  @Test
  void precisionAtARecallIsTheHighestFromThereOn() {
    scorer.add(
        List.of(found(500, 40, 0.9), found(0, 40, 0.8), found(100, 40, 0.7)),
        List.of(face(0, 40, 1), face(100, 40, 1)));
    assertEquals(2.0 / 3, scorer.averagePrecision().orElseThrow(), 1e-9);
    assertTrue(scorer.landmarkError().isEmpty());
  }
}
