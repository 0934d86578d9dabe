package org.sezim.training.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sezim.Detection;
import org.sezim.Landmarks;

/**
 * How far a detector finds the faces that its teacher finds.
 *
 * @param faces of the teacher, those that count
 * @param found of them by the detector
 * @param wrong detections that are no face of the teacher, not even an unsure or small one
 * @param landmarkError mean distance of a landmark from the teacher's, in widths of the teacher's
 *     box; 0 if nothing was found
 */
public record Agreement(int faces, int found, int wrong, double landmarkError) {
  /** Faces of the teacher with less confidence, or narrower, neither count nor are wrong. */
  private static final double LEAST_CONFIDENCE = 0.8;

  private static final double LEAST_WIDTH = 20;

  /** Boxes are the same from this intersection over union on. */
  private static final double SAME = 0.5;

  /** Of the teacher's faces, the share that was found. */
  public double recall() {
    return faces == 0 ? 1 : (double) found / faces;
  }

  /** Of the detections that count, the share that are faces of the teacher. */
  public double precision() {
    return found + wrong == 0 ? 1 : (double) found / (found + wrong);
  }

  /** As in {@code recall 0.912, precision 0.945, landmarks 0.031}. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "recall %.4f, precision %.4f, landmarks %.4f",
        recall(),
        precision(),
        landmarkError);
  }

  Agreement plus(Agreement other) {
    int both = found + other.found;
    double errors = landmarkError * found + other.landmarkError * other.found;
    return new Agreement(
        faces + other.faces, both, wrong + other.wrong, both == 0 ? 0 : errors / both);
  }

  /**
   * Compares one picture's faces: the surest detection takes the teacher's face that it overlaps
   * most, each face once; a second detection of a face is wrong.
   *
   * @param detections the surest first
   */
  static Agreement compare(List<Detection> truth, List<Detection> detections) {
    List<Detection> left = new ArrayList<>(truth);
    int found = 0;
    int wrong = 0;
    double errors = 0;
    for (Detection detection : detections) {
      Detection best = null;
      for (Detection face : left) {
        if (face.box().iou(detection.box()) >= SAME
            && (best == null
                || face.box().iou(detection.box()) > best.box().iou(detection.box()))) {
          best = face;
        }
      }
      if (best == null) {
        wrong++;
      } else {
        left.remove(best);
        if (counts(best)) {
          found++;
          errors += landmarkError(best, detection);
        }
      }
    }
    int faces = (int) truth.stream().filter(Agreement::counts).count();
    return new Agreement(faces, found, wrong, found == 0 ? 0 : errors / found);
  }

  private static boolean counts(Detection face) {
    return face.confidence() >= LEAST_CONFIDENCE && face.box().width() >= LEAST_WIDTH;
  }

  private static double landmarkError(Detection truth, Detection found) {
    List<Landmarks.Point> expected = truth.landmarks().points();
    List<Landmarks.Point> actual = found.landmarks().points();
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      sum +=
          Math.hypot(
              expected.get(i).x() - actual.get(i).x(), expected.get(i).y() - actual.get(i).y());
    }
    return sum / expected.size() / truth.box().width();
  }
}
