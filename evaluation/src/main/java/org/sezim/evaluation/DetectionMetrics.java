package org.sezim.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sezim.face.Detection;

/**
 * Recall, precision and landmark error of a face detector, measured against the faces of a teacher
 * detector. Immutable.
 *
 * @param faces the number of the teacher's faces that count
 * @param found the number of these faces that the detector finds
 * @param wrong the number of detections that match no face of the teacher, not even one that does
 *     not count
 * @param landmarkError the mean distance of a landmark from the teacher's, in widths of the
 *     teacher's box; 0 if nothing was found
 */
public record DetectionMetrics(int faces, int found, int wrong, double landmarkError) {
  /** The metrics of an empty set of photos. */
  public static final DetectionMetrics NONE = new DetectionMetrics(0, 0, 0, 0);

  /**
   * The teacher's faces below this confidence or width are ignored: a detection of one counts
   * neither as found nor as wrong.
   */
  private static final double MIN_CONFIDENCE = 0.8;

  private static final double MIN_WIDTH = 20;

  private static final double MIN_IOU = 0.5;

  /**
   * Compares the detections in one photo with the teacher's, matched by {@link DetectionMatcher}
   * with an intersection over union of at least 0.5. A second detection of a face is wrong.
   *
   * @param truth the teacher's faces, in any order
   * @param detections the detections in descending order of confidence
   */
  public static DetectionMetrics compare(List<Detection> truth, List<Detection> detections) {
    List<Optional<Detection>> matches =
        DetectionMatcher.match(truth, detections.stream().map(Detection::box).toList(), MIN_IOU);
    int found = 0;
    int wrong = 0;
    double errors = 0;
    for (int i = 0; i < detections.size(); i++) {
      if (matches.get(i).isEmpty()) {
        wrong++;
      } else if (counts(matches.get(i).get())) {
        found++;
        errors +=
            DetectionMatcher.landmarkError(matches.get(i).get(), detections.get(i).landmarks());
      }
    }
    int faces = (int) truth.stream().filter(DetectionMetrics::counts).count();
    return new DetectionMetrics(faces, found, wrong, found == 0 ? 0 : errors / found);
  }

  private static boolean counts(Detection face) {
    return face.confidence() >= MIN_CONFIDENCE && face.box().width() >= MIN_WIDTH;
  }

  /** Returns the metrics over both sets of photos. */
  public DetectionMetrics plus(DetectionMetrics other) {
    int allFound = found + other.found;
    double errors = landmarkError * found + other.landmarkError * other.found;
    return new DetectionMetrics(
        faces + other.faces, allFound, wrong + other.wrong, allFound == 0 ? 0 : errors / allFound);
  }

  /** Fraction of the teacher's faces that were found; 1 if the teacher has none. */
  public double recall() {
    return faces == 0 ? 1 : (double) found / faces;
  }

  /** Fraction of the counted detections that match a face of the teacher; 1 if there are none. */
  public double precision() {
    return found + wrong == 0 ? 1 : (double) found / (found + wrong);
  }

  /** Returns text like {@code recall 0.9120, precision 0.9450, landmarks 0.0310}. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "recall %.4f, precision %.4f, landmarks %.4f",
        recall(),
        precision(),
        landmarkError);
  }
}
