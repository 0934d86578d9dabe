package org.sezim.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;

/**
 * Matches a detector's boxes with the true faces of a photo, for {@link DetectionMetrics} and the
 * benchmarks. Safe to call from any thread.
 */
public final class DetectionMatcher {
  private DetectionMatcher() {}

  /**
   * Matches greedily and one to one: each box, in the given order, is assigned the unmatched face
   * with the largest intersection over union (the first in case of a tie) if that is at least
   * {@code minIou}.
   *
   * @param boxes the boxes in descending order of confidence
   * @param minIou more than 0, at most 1
   * @return one entry per box, in the order of the boxes; empty if no face matches the box
   */
  public static List<Optional<Detection>> match(
      List<Detection> faces, List<Box> boxes, double minIou) {
    List<Detection> unmatched = new ArrayList<>(faces);
    List<Optional<Detection>> matches = new ArrayList<>();
    for (Box box : boxes) {
      Detection best = null;
      double bestIou = 0;
      for (Detection face : unmatched) {
        double iou = face.box().iou(box);
        if (iou >= minIou && (best == null || iou > bestIou)) {
          best = face;
          bestIou = iou;
        }
      }
      if (best != null) {
        unmatched.remove(best);
      }
      matches.add(Optional.ofNullable(best));
    }
    return matches;
  }

  /** Mean distance of five landmarks from those of a true face, in widths of the true box. */
  public static double landmarkError(Detection face, Landmarks found) {
    List<Landmarks.Point> expected = face.landmarks().points();
    List<Landmarks.Point> actual = found.points();
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      sum +=
          Math.hypot(
              expected.get(i).x() - actual.get(i).x(), expected.get(i).y() - actual.get(i).y());
    }
    return sum / expected.size() / face.box().width();
  }
}
