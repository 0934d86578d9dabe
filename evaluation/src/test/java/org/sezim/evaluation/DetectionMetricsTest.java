package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

class DetectionMetricsTest {
  private static Detection face(double x, double width, double confidence, double shift) {
    Landmarks.Point p = new Landmarks.Point(x + shift, 0);
    return new Detection(
        new Box(x, 0, width, 40), (float) confidence, new Landmarks(p, p, p, p, p));
  }

  @Test
  void countsFoundMissedAndWrong() {
    DetectionMetrics metrics =
        DetectionMetrics.compare(
            List.of(face(0, 40, 0.9, 0), face(100, 40, 0.9, 0)),
            List.of(face(4, 40, 0.9, 0), face(300, 40, 0.8, 0)));
    assertEquals(new DetectionMetrics(2, 1, 1, 0.1), metrics);
    assertEquals(0.5, metrics.recall());
    assertEquals(0.5, metrics.precision());
  }

  @Test
  void secondDetectionOfAFaceIsWrong() {
    DetectionMetrics metrics =
        DetectionMetrics.compare(
            List.of(face(0, 40, 0.9, 0)), List.of(face(0, 40, 0.9, 2), face(1, 40, 0.8, 0)));
    assertEquals(new DetectionMetrics(1, 1, 1, 0.05), metrics);
  }

  @Test
  void teacherFacesOfLowConfidenceOrSizeAreIgnored() {
    List<Detection> truth = List.of(face(0, 40, 0.79, 0), face(100, 19, 0.9, 0));
    assertEquals(new DetectionMetrics(0, 0, 0, 0), DetectionMetrics.compare(truth, truth));
    assertEquals(new DetectionMetrics(0, 0, 0, 0), DetectionMetrics.compare(truth, List.of()));
  }

  @Test
  void noFacesAndNoDetectionsIsPerfect() {
    DetectionMetrics metrics = DetectionMetrics.compare(List.of(), List.of());
    assertEquals(1, metrics.recall());
    assertEquals(1, metrics.precision());
  }

  @Test
  void sumWeightsLandmarkErrorsByFaces() {
    DetectionMetrics sum =
        new DetectionMetrics(4, 3, 1, 0.1).plus(new DetectionMetrics(1, 1, 0, 0.5));
    assertEquals(new DetectionMetrics(5, 4, 1, 0.2), sum);
  }
}
