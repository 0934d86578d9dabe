package org.sezim.video;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.Recognition;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;

/**
 * What is kept of a frame to tell whether another is of the same shot, and who is in it.
 *
 * @param crops what the emotion model saw of each face
 */
record FrameFeatures(FrameSignature glance, List<Recognition.Face> faces, List<FaceCrop> crops) {
  // Chosen on photographs, see docs/guide/video.md.

  /** How alike two frames of a shot are at least. */
  private static final double ALIKE = 0.8;

  /** The same where a face is not as it was. */
  private static final double ALIKE_WITH_OTHER_FACES = 0.9;

  /** How alike a face is at least to itself a moment ago. */
  private static final double SAME_FACE = 0.75;

  /** The same at any time, in the same place of an alike frame, and anywhere. */
  private static final double SAME_FACE_IN_PLACE = 0.8;

  private static final double SAME_FACE_ANYWHERE = 0.9;

  /** Whether this is another shot than a frame before. */
  boolean isCutFrom(FrameFeatures other, double overlap) {
    double alike = alike(other);
    OptionalDouble faces = faces(other, overlap);
    return faces.isEmpty()
        ? alike < ALIKE
        : faces.getAsDouble() < SAME_FACE && alike < ALIKE_WITH_OTHER_FACES;
  }

  /** Whether one turns into the other bit by bit, and this is on the way. */
  boolean isBetween(FrameFeatures from, FrameFeatures to) {
    return glance.isMixture(from.glance, to.glance);
  }

  /**
   * How alike face i of this is to face j of another, if they are one; else 0.
   *
   * @param atOnce whether it was there a moment ago
   */
  double recognises(int i, FrameFeatures other, int j, boolean atOnce, double overlap) {
    double least = SAME_FACE;
    if (!atOnce) {
      boolean samePlace = faces.get(i).box().iou(other.faces.get(j).box()) > overlap;
      boolean sameFrame = alike(other) >= ALIKE_WITH_OTHER_FACES;
      least = samePlace && sameFrame ? SAME_FACE_IN_PLACE : SAME_FACE_ANYWHERE;
    }
    double likeness = likeness(crops.get(i), other.crops.get(j));
    return likeness >= least ? likeness : 0;
  }

  /** −1 to 1. */
  double alike(FrameFeatures other) {
    return Math.max(glance.likeness(other.glance), glance.colours(other.glance));
  }

  /** How alike the faces in the same places are, on average; none without such faces. */
  OptionalDouble faces(FrameFeatures other, double overlap) {
    List<Double> likenesses = new ArrayList<>();
    for (int i = 0; i < faces.size(); i++) {
      Box box = faces.get(i).box();
      for (int j = 0; j < other.faces.size(); j++) {
        if (box.iou(other.faces.get(j).box()) > overlap) {
          likenesses.add(likeness(crops.get(i), other.crops.get(j)));
        }
      }
    }
    return likenesses.stream().mapToDouble(value -> value).average();
  }

  /** The correlation of two faces, −1 to 1. */
  static double likeness(FaceCrop a, FaceCrop b) {
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
    // Faces without any light and dark are alike.
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
