package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

class DetectionMatcherTest {
  private static final Landmarks.Point ORIGIN = new Landmarks.Point(0, 0);
  private static final Landmarks AT_ORIGIN = new Landmarks(ORIGIN, ORIGIN, ORIGIN, ORIGIN, ORIGIN);

  private static Box box(double x) {
    return new Box(x, 0, 40, 40);
  }

  private static Detection face(double x) {
    return new Detection(box(x), 1, AT_ORIGIN);
  }

  @Test
  void eachBoxMatchesTheUnmatchedFaceThatItOverlapsMost() {
    assertEquals(
        List.of(Optional.of(face(12)), Optional.of(face(0)), Optional.empty()),
        DetectionMatcher.match(List.of(face(0), face(12)), List.of(box(10), box(8), box(0)), 0.5));
  }

  @Test
  void overlapMustReachTheThreshold() {
    // Boxes of 40 shifted by 16: 24 in common of 56, 0.43.
    List<Detection> faces = List.of(face(0));
    assertEquals(List.of(Optional.empty()), DetectionMatcher.match(faces, List.of(box(16)), 0.5));
    assertEquals(
        List.of(Optional.of(face(0))), DetectionMatcher.match(faces, List.of(box(16)), 0.4));
  }

  @Test
  void landmarkErrorIsInWidthsOfTheTrueFace() {
    Landmarks.Point off = new Landmarks.Point(6, 8);
    Landmarks found = new Landmarks(off, off, ORIGIN, ORIGIN, ORIGIN);
    assertEquals(0.1, DetectionMatcher.landmarkError(face(0), found), 1e-12);
  }
}
