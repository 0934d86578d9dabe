package org.sezim.video;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;

/**
 * The features of a frame that cut detection and re-identification compare. Immutable.
 *
 * @param signature brightness pattern and colors of the whole frame
 * @param crops the emotion model's input for each of the faces, in the same order
 */
record FrameFeatures(FrameSignature signature, List<Recognition.Face> faces, List<FaceCrop> crops) {
  // The thresholds were chosen on photos, see docs/guide/video.md.

  /** The lowest similarity of two consecutive frames of a shot. */
  private static final double SAME_SHOT = 0.8;

  /** The same if the faces in the same positions differ. */
  private static final double SAME_SHOT_WITH_OTHER_FACES = 0.9;

  /** The lowest correlation of a face with itself a moment ago. */
  private static final double SAME_FACE = 0.75;

  /** The same at any time, in the same position of a similar frame. */
  private static final double SAME_FACE_IN_POSITION = 0.8;

  /** The same at any time, anywhere. */
  private static final double SAME_FACE_ANYWHERE = 0.9;

  /**
   * Returns whether there is a cut between an earlier frame and this one.
   *
   * @param minIou the intersection over union above which two boxes are in the same position
   */
  boolean isCutFrom(FrameFeatures earlier, double minIou) {
    double similarity = similarity(earlier);
    OptionalDouble faces = faceCorrelation(earlier, minIou);
    return faces.isEmpty()
        ? similarity < SAME_SHOT
        : faces.getAsDouble() < SAME_FACE && similarity < SAME_SHOT_WITH_OTHER_FACES;
  }

  /** Returns whether this frame lies within a gradual transition from one frame to another. */
  boolean isBetween(FrameFeatures from, FrameFeatures to) {
    return signature.isMixture(from.signature, to.signature);
  }

  /**
   * The correlation of face i of this frame with face j of an earlier one if they are the same
   * face, else 0.
   *
   * @param recent whether face j was in view a moment ago, in the same shot
   */
  double matchScore(int i, FrameFeatures earlier, int j, boolean recent, double minIou) {
    double threshold = SAME_FACE;
    if (!recent) {
      boolean samePosition = faces.get(i).box().iou(earlier.faces.get(j).box()) > minIou;
      boolean similarFrame = similarity(earlier) >= SAME_SHOT_WITH_OTHER_FACES;
      threshold = samePosition && similarFrame ? SAME_FACE_IN_POSITION : SAME_FACE_ANYWHERE;
    }
    double correlation = correlation(crops.get(i), earlier.crops.get(j));
    return correlation >= threshold ? correlation : 0;
  }

  /** The similarity of two frames, −1 to 1: the larger of correlation and color overlap. */
  double similarity(FrameFeatures other) {
    return Math.max(
        signature.correlation(other.signature), signature.colorOverlap(other.signature));
  }

  /** The mean correlation of the faces in the same positions; empty if there are none. */
  OptionalDouble faceCorrelation(FrameFeatures other, double minIou) {
    List<Double> correlations = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Box box = faces.get(i).box();
      for (int j = 0; j < other.faces.size(); j++) {
        if (box.iou(other.faces.get(j).box()) > minIou) {
          correlations.add(correlation(crops.get(i), other.crops.get(j)));
        }
      }
    }
    return correlations.stream().mapToDouble(value -> value).average();
  }

  /** The correlation of the gray values of two crops, −1 to 1. */
  static double correlation(FaceCrop a, FaceCrop b) {
    double meanA = mean(a);
    double meanB = mean(b);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int y = 0; y < FaceCrop.SIZE; y++) {
      for (int x = 0; x < FaceCrop.SIZE; x++) {
        double pixelA = a.pixel(x, y) - meanA;
        double pixelB = b.pixel(x, y) - meanB;
        ab += pixelA * pixelB;
        aa += pixelA * pixelA;
        bb += pixelB * pixelB;
      }
    }
    // A crop of uniform brightness matches every crop.
    return aa == 0 || bb == 0 ? 1 : ab / Math.sqrt(aa * bb);
  }

  private static double mean(FaceCrop crop) {
    double sum = 0;
    for (int y = 0; y < FaceCrop.SIZE; y++) {
      for (int x = 0; x < FaceCrop.SIZE; x++) {
        sum += crop.pixel(x, y);
      }
    }
    return sum / (FaceCrop.SIZE * FaceCrop.SIZE);
  }
}
