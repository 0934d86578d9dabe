package org.sezim.emotion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sezim.face.FaceCrop;

/**
 * Occlusion sensitivity (Zeiler and Fergus 2014): covers patches of the face and measures the drop
 * in the best emotion's probability. Needs only the model's outputs.
 */
final class OcclusionSensitivity {
  /** Side in pixels, a fifth of the face: about an eye, or half a mouth. */
  private static final int PATCH = 10;

  /** Step between patches; divides 48 − 10, so that patches reach the right and lower edges. */
  private static final int STEP = 2;

  private static final int POSITIONS = (FaceCrop.SIZE - PATCH) / STEP + 1;

  private OcclusionSensitivity() {}

  /**
   * @param classify scores faces in their order
   */
  static HeatMap explain(Function<List<FaceCrop>, List<EmotionScores>> classify, FaceCrop face) {
    List<FaceCrop> faces = new ArrayList<>(1 + POSITIONS * POSITIONS);
    faces.add(face);
    byte gray = mean(face);
    for (int i = 0; i < POSITIONS * POSITIONS; i++) {
      faces.add(covered(face, STEP * (i % POSITIONS), STEP * (i / POSITIONS), gray));
    }
    List<EmotionScores> scores = classify.apply(faces);
    String emotion = scores.get(0).best();
    float uncovered = scores.get(0).bestScore();
    // A pixel's drop is the mean of the patches that cover it.
    float[] sums = new float[FaceCrop.PIXELS];
    int[] counts = new int[FaceCrop.PIXELS];
    for (int i = 0; i < POSITIONS * POSITIONS; i++) {
      float drop = uncovered - scores.get(i + 1).score(emotion);
      int left = STEP * (i % POSITIONS);
      int top = STEP * (i / POSITIONS);
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

  private static FaceCrop covered(FaceCrop face, int left, int top, byte gray) {
    byte[] pixels = face.pixels();
    for (int y = top; y < top + PATCH; y++) {
      for (int x = left; x < left + PATCH; x++) {
        pixels[y * FaceCrop.SIZE + x] = gray;
      }
    }
    return FaceCrop.of(pixels);
  }
}
