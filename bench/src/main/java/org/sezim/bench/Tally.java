package org.sezim.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.Box;
import org.sezim.Detection;
import org.sezim.Landmarks;

/**
 * Counts what a detector found against what a teacher found, by the rules of COCO (Lin et al. 2014)
 * for areas to ignore.
 *
 * <ul>
 *   <li>To find are the teacher's faces with a score of 0.8 or more and a width in the {@link
 *       Band}; its other faces are ignored.
 *   <li>The surest detection chooses first. It takes, of the faces to find that are still free, the
 *       one it overlaps most, if their intersection over union is large enough, and is right.
 *   <li>Otherwise, if it overlaps an ignored face as much, or if its own width is outside the band,
 *       it is neither right nor wrong.
 *   <li>Otherwise it is wrong. So a second detection of one face is wrong.
 * </ul>
 *
 * <p>One thread.
 */
final class Tally {
  /** The least score of a teacher's face that is to be found. */
  static final double LEAST_SCORE = 0.8;

  private final Band band;
  private final double leastIou;
  private final List<Answer> answers = new ArrayList<>();
  private int faces;
  private int right;
  private int measured;
  private double landmarkError;

  private record Answer(double confidence, boolean right) {}

  /**
   * @param leastIou of a detection and the face it found
   */
  Tally(Band band, double leastIou) {
    this.band = band;
    this.leastIou = leastIou;
  }

  /** Adds one photo. */
  void add(List<Found> found, List<Detection> teacher) {
    List<Detection> free = new ArrayList<>();
    List<Detection> ignored = new ArrayList<>();
    for (Detection face : teacher) {
      if (face.confidence() >= LEAST_SCORE && band.holds(face.box())) {
        free.add(face);
      } else {
        ignored.add(face);
      }
    }
    faces += free.size();
    List<Found> surestFirst = new ArrayList<>(found);
    surestFirst.sort(Comparator.comparingDouble(Found::confidence).reversed());
    for (Found answer : surestFirst) {
      Detection match =
          free.stream()
              .filter(face -> overlaps(answer, face))
              .max(Comparator.comparingDouble(face -> face.box().iou(answer.box())))
              .orElse(null);
      if (match != null) {
        free.remove(match);
        right++;
        answers.add(new Answer(answer.confidence(), true));
        answer.landmarks().ifPresent(points -> measure(points, match));
      } else if (band.holds(answer.box())
          && ignored.stream().noneMatch(face -> overlaps(answer, face))) {
        answers.add(new Answer(answer.confidence(), false));
      }
    }
  }

  private boolean overlaps(Found answer, Detection face) {
    return face.box().iou(answer.box()) >= leastIou;
  }

  private void measure(Landmarks points, Detection face) {
    Landmarks truth = face.landmarks();
    Box box = face.box();
    double sum =
        distance(points.rightEye(), truth.rightEye())
            + distance(points.leftEye(), truth.leftEye())
            + distance(points.nose(), truth.nose())
            + distance(points.rightMouth(), truth.rightMouth())
            + distance(points.leftMouth(), truth.leftMouth());
    landmarkError += sum / 5 / box.width();
    measured++;
  }

  private static double distance(Landmarks.Point a, Landmarks.Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
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
