package org.sezim;

/**
 * Where on a face an answer comes from: for each of 48×48 pixels of the crop, by how much the
 * winning emotion's probability drops when the pixel's surroundings are covered. Above 0: what is
 * seen there speaks for the answer; below: against it. Immutable.
 */
public final class HeatMap {
  private final String emotion;
  private final float[] drops;

  HeatMap(String emotion, float[] drops) {
    this.emotion = emotion;
    this.drops = drops;
  }

  /** The answer that is explained: the emotion with the highest probability. */
  public String emotion() {
    return emotion;
  }

  /** The drop of probability, −1 to 1, in column {@code x} and row {@code y}, both 0–47. */
  public float drop(int x, int y) {
    return drops[FaceCrop.index(x, y)];
  }

  /** All 2304 drops, row by row, a copy. */
  public float[] drops() {
    return drops.clone();
  }

  @Override
  public String toString() {
    return "HeatMap[" + emotion + "]";
  }
}
