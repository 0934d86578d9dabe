package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sezim.Box;
import org.sezim.Detection;
import org.sezim.Landmarks;

class AgreementTest {
  private static Detection face(double x, double width, double confidence, double shift) {
    Landmarks.Point p = new Landmarks.Point(x + shift, 0);
    return new Detection(
        new Box(x, 0, width, 40), (float) confidence, new Landmarks(p, p, p, p, p));
  }

  @Test
  void foundMissedAndWrong() {
    Agreement a =
        Agreement.compare(
            List.of(face(0, 40, 0.9, 0), face(100, 40, 0.9, 0)),
            List.of(face(4, 40, 0.9, 0), face(300, 40, 0.8, 0)));
    assertEquals(new Agreement(2, 1, 1, 0.1), a);
    assertEquals(0.5, a.recall());
    assertEquals(0.5, a.precision());
  }

  @Test
  void aSecondDetectionOfAFaceIsWrong() {
    Agreement a =
        Agreement.compare(
            List.of(face(0, 40, 0.9, 0)), List.of(face(0, 40, 0.9, 2), face(1, 40, 0.8, 0)));
    assertEquals(new Agreement(1, 1, 1, 0.05), a);
  }

  @Test
  void unsureAndSmallFacesOfTheTeacherNeitherCountNorAreWrong() {
    List<Detection> truth = List.of(face(0, 40, 0.79, 0), face(100, 19, 0.9, 0));
    assertEquals(new Agreement(0, 0, 0, 0), Agreement.compare(truth, truth));
    assertEquals(new Agreement(0, 0, 0, 0), Agreement.compare(truth, List.of()));
  }

  @Test
  void nothingToFindAndNothingFoundIsPerfect() {
    Agreement a = Agreement.compare(List.of(), List.of());
    assertEquals(1, a.recall());
    assertEquals(1, a.precision());
  }

  @Test
  void sumsWeighLandmarksByFaces() {
    Agreement sum = new Agreement(4, 3, 1, 0.1).plus(new Agreement(1, 1, 0, 0.5));
    assertEquals(new Agreement(5, 4, 1, 0.2), sum);
  }
}
