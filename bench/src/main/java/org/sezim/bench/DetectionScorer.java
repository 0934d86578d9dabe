package org.sezim.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sezim.evaluation.DetectionMatcher;
import org.sezim.face.Detection;

/**
 * Scores what a detector found against what a teacher found, by COCO's rules for areas to ignore
 * (Lin et al. 2014).
 *
 * <ul>
 *   <li>To find are the teacher's faces with a score of 0.8 or more and a width in the {@link
 *       SizeRange}; its other faces are ignored.
 *   <li>A detection that {@link DetectionMatcher} matches with a face to find is right.
 *   <li>Otherwise, if it overlaps an ignored face as much, or if its own width is outside the
 *       range, it is neither right nor wrong.
 *   <li>Otherwise it is wrong. So a second detection of one face is wrong.
 * </ul>
 *
 * <p>One thread.
 */
final class DetectionScorer {
  /** The least score of a teacher's face that is to be found. */
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
   * @param minIou of a detection and the face it found
   */
  DetectionScorer(SizeRange range, double minIou) {
    this.range = range;
    this.minIou = minIou;
  }

  /** Adds one photo. */
  void add(List<BenchDetection> found, List<Detection> teacher) {
    List<Detection> toFind = new ArrayList<>();
    List<Detection> ignored = new ArrayList<>();
    for (Detection face : teacher) {
      boolean counts = face.confidence() >= MIN_SCORE && range.holds(face.box());
      (counts ? toFind : ignored).add(face);
    }
    faces += toFind.size();
    List<BenchDetection> surestFirst = new ArrayList<>(found);
    surestFirst.sort(Comparator.comparingDouble(BenchDetection::confidence).reversed());
    List<Optional<Detection>> matches =
        DetectionMatcher.match(
            toFind, surestFirst.stream().map(BenchDetection::box).toList(), minIou);
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
    } else if (range.holds(answer.box())
        && ignored.stream().noneMatch(face -> face.box().iou(answer.box()) >= minIou)) {
      answers.add(new Answer(answer.confidence(), false));
    }
  }

  /** How many faces were to be found. */
  int faces() {
    return faces;
  }

  /** How many faces were found. */
  int right() {
    return right;
  }

  /** How many detections are right or wrong. */
  int answers() {
    return answers.size();
  }

  /**
   * Average precision, 0–1: the area under precision over recall, where the precision at a recall
   * is the best at that or a higher one (PASCAL VOC since 2010). Detections of equal confidence
   * come together. Empty without faces to find.
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
   * The mean distance of a landmark from the teacher's, as a share of the width of the teacher's
   * box, over the faces found; empty without landmarks.
   */
  OptionalDouble landmarkError() {
    return measured > 0 ? OptionalDouble.of(landmarkError / measured) : OptionalDouble.empty();
  }
}
