package org.sezim.emotion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sezim.face.FaceCrop;

/**
 * Explains an answer by covering the face piece by piece and looking how far its probability drops
 * (Zeiler and Fergus 2014). It asks nothing of the model but answers.
 */
final class OcclusionSensitivity {
  /** A fifth of the face's width: about an eye, or half a mouth. */
  private static final int PATCH = 10;

  /** Of 48 − 10 it is a divisor, so that patches reach the right and lower edges too. */
  private static final int STEP = 2;

  private static final int PLACES = (FaceCrop.SIZE - PATCH) / STEP + 1;

  private OcclusionSensitivity() {}

  /**
   * @param classify scores faces in their order
   */
  static HeatMap explain(Function<List<FaceCrop>, List<EmotionScores>> classify, FaceCrop face) {
    List<FaceCrop> faces = new ArrayList<>(1 + PLACES * PLACES);
    faces.add(face);
    byte grey = mean(face);
    for (int i = 0; i < PLACES * PLACES; i++) {
      faces.add(covered(face, STEP * (i % PLACES), STEP * (i / PLACES), grey));
    }
    List<EmotionScores> scores = classify.apply(faces);
    String emotion = scores.get(0).best();
    float whole = scores.get(0).bestScore();
    // A pixel's drop is the mean over the patches that cover it.
    float[] sums = new float[FaceCrop.PIXELS];
    int[] counts = new int[FaceCrop.PIXELS];
    for (int i = 0; i < PLACES * PLACES; i++) {
      float drop = whole - scores.get(i + 1).score(emotion);
      int left = STEP * (i % PLACES);
      int top = STEP * (i / PLACES);
      for (int y = top; y < top + PATCH; y++) {
        for (int x = left; x < left + PATCH; x++) {
          sums[y * FaceCrop.SIZE + x] += drop;
          counts[y * FaceCrop.SIZE + x]++;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return HeatMap.of(emotion, sums);
  }

  private static byte mean(FaceCrop face) {
    int sum = 0;
    for (byte pixel : face.pixels()) {
      sum += pixel & 0xff;
    }
    return (byte) Math.round((float) sum / FaceCrop.PIXELS);
  }

  private static FaceCrop covered(FaceCrop face, int left, int top, byte grey) {
    byte[] pixels = face.pixels();
    for (int y = top; y < top + PATCH; y++) {
      for (int x = left; x < left + PATCH; x++) {
        pixels[y * FaceCrop.SIZE + x] = grey;
      }
    }
    return FaceCrop.of(pixels);
  }
}
