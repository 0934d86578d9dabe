package org.sezim.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sezim.evaluation.DetectionMatcher;
import org.sezim.face.Detection;

/**
 * Scores a detector's faces against a teacher's, with COCO's rules for ignored regions (Lin et al.
 * 2014).
 *
 * <ul>
 *   <li>Expected faces are the teacher's faces with a score of 0.8 or more and a width in the
 *       {@link SizeRange}; the teacher's other faces are ignored.
 *   <li>A detection that {@link DetectionMatcher} matches with an expected face is right.
 *   <li>Any other detection does not count if it overlaps an ignored face by the minimum IoU, or if
 *       its own width is outside the range.
 *   <li>All remaining detections are wrong, including a second detection of the same face.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class DetectionScorer {
  /** The minimum score of an expected face. */
  static final double MIN_SCORE = 0.8;

  private final SizeRange range;
  private final double minIou;
  private final List<Answer> answers = new ArrayList<>();
  private int faces;
  private int right;
  private int measured;
  private double landmarkError;

  private record Answer(double confidence, boolean right) {}

  /**
   * @param minIou the minimum intersection over union of a detection and its face, 0–1
   */
  DetectionScorer(SizeRange range, double minIou) {
    this.range = range;
    this.minIou = minIou;
  }

  /** Adds one photo. */
  void add(List<BenchDetection> found, List<Detection> teacher) {
    List<Detection> expected = new ArrayList<>();
    List<Detection> ignored = new ArrayList<>();
    for (Detection face : teacher) {
      boolean isExpected = face.confidence() >= MIN_SCORE && range.contains(face.box());
      (isExpected ? expected : ignored).add(face);
    }
    faces += expected.size();
    List<BenchDetection> surestFirst = new ArrayList<>(found);
    surestFirst.sort(Comparator.comparingDouble(BenchDetection::confidence).reversed());
    List<Optional<Detection>> matches =
        DetectionMatcher.match(
            expected, surestFirst.stream().map(BenchDetection::box).toList(), minIou);
    for (int i = 0; i < surestFirst.size(); i++) {
      add(surestFirst.get(i), matches.get(i), ignored);
    }
  }

  private void add(BenchDetection answer, Optional<Detection> match, List<Detection> ignored) {
    if (match.isPresent()) {
      right++;
      answers.add(new Answer(answer.confidence(), true));
      if (answer.landmarks().isPresent()) {
        landmarkError += DetectionMatcher.landmarkError(match.get(), answer.landmarks().get());
        measured++;
      }
    } else if (range.contains(answer.box())
        && ignored.stream().noneMatch(face -> face.box().iou(answer.box()) >= minIou)) {
      answers.add(new Answer(answer.confidence(), false));
    }
  }

  /** The number of expected faces. */
  int faces() {
    return faces;
  }

  /** The number of expected faces that were found. */
  int right() {
    return right;
  }

  /** The number of detections that are right or wrong. */
  int answers() {
    return answers.size();
  }

  /**
   * Average precision, 0–1: the area under the curve of precision over recall, where the precision
   * at a recall is the highest at that recall or above (PASCAL VOC since 2010). Detections of equal
   * confidence form one point of the curve. Empty without expected faces.
   */
  OptionalDouble averagePrecision() {
    if (faces == 0) {
      return OptionalDouble.empty();
    }
    answers.sort(Comparator.comparingDouble(Answer::confidence).reversed());
    List<double[]> curve = new ArrayList<>();
    int hits = 0;
    for (int i = 0; i < answers.size(); i++) {
      hits += answers.get(i).right() ? 1 : 0;
      boolean last =
          i + 1 == answers.size() || answers.get(i + 1).confidence() < answers.get(i).confidence();
      if (last) {
        curve.add(new double[] {(double) hits / faces, (double) hits / (i + 1)});
      }
    }
    double area = 0;
    double best = 0;
    for (int i = curve.size() - 1; i >= 0; i--) {
      best = Math.max(best, curve.get(i)[1]);
      double before = i > 0 ? curve.get(i - 1)[0] : 0;
      area += (curve.get(i)[0] - before) * best;
    }
    return OptionalDouble.of(area);
  }

  /**
   * Mean distance between a landmark and the teacher's, as a share of the width of the teacher's
   * box, over the faces found; empty without landmarks.
   */
  OptionalDouble landmarkError() {
    return measured > 0 ? OptionalDouble.of(landmarkError / measured) : OptionalDouble.empty();
  }
}
