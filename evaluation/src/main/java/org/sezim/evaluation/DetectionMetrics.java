package org.sezim.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sezim.face.Detection;

/**
 * Counts how many of a teacher's faces a detector finds. Immutable.
 *
 * @param faces of the teacher, those that count
 * @param found how many of them the detector finds
 * @param wrong detections that are no face of the teacher, not even an unsure or small one
 * @param landmarkError mean distance of a landmark from the teacher's, in widths of the teacher's
 *     box; 0 if nothing was found
 */
public record DetectionMetrics(int faces, int found, int wrong, double landmarkError) {
  /** The metrics of no photo. */
  public static final DetectionMetrics NONE = new DetectionMetrics(0, 0, 0, 0);

  /** Faces of the teacher with less confidence, or narrower, neither count nor are wrong. */
  private static final double MIN_CONFIDENCE = 0.8;

  private static final double MIN_WIDTH = 20;

  private static final double MIN_IOU = 0.5;

  /**
   * Compares the detections in one photo with the teacher's, matched by {@link DetectionMatcher} at
   * an intersection over union of 0.5 or more. A second detection of a face is wrong.
   *
   * @param truth the teacher's faces, in any order
   * @param detections the most confident first
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

  /** The metrics of both sets of photos together. */
  public DetectionMetrics plus(DetectionMetrics other) {
    int both = found + other.found;
    double errors = landmarkError * found + other.landmarkError * other.found;
    return new DetectionMetrics(
        faces + other.faces, both, wrong + other.wrong, both == 0 ? 0 : errors / both);
  }

  /** Share of the teacher's faces that were found; 1 if the teacher has none. */
  public double recall() {
    return faces == 0 ? 1 : (double) found / faces;
  }

  /** Share of the counted detections that are faces of the teacher; 1 if there are none. */
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
}
