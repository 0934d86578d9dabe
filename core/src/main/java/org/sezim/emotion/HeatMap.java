package org.sezim.emotion;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sezim.ResultMap;
import org.sezim.face.FaceCrop;

/**
 * The regions of a face that decide its emotion: for each of the crop's 48×48 pixels, the drop of
 * the best emotion's probability when the region around the pixel is covered. A positive drop means
 * that the region supports the emotion, a negative one that it opposes it. Immutable.
 */
public final class HeatMap implements ResultMap {
  private final String emotion;
  private final float[] drops;

  private HeatMap(String emotion, float[] drops) {
    this.emotion = emotion;
    this.drops = drops;
  }

  /**
   * A map of these drops, which are copied.
   *
   * @param emotion the emotion that is explained
   * @param drops 2304 values (48×48), row by row, −1 to 1
   * @throws IllegalArgumentException if there are not 2304
   */
  public static HeatMap of(String emotion, float[] drops) {
    if (drops.length != FaceCrop.PIXELS) {
      throw new IllegalArgumentException(
          "drops: expected 2304 values (48×48), found " + drops.length);
    }
    return new HeatMap(emotion, drops.clone());
  }

  /** The emotion that is explained: the one with the highest probability. */
  public String emotion() {
    return emotion;
  }

  /** The drop in probability, −1 to 1, in column {@code x} and row {@code y}, both 0–47. */
  public float drop(int x, int y) {
    if (x < 0 || x >= FaceCrop.SIZE || y < 0 || y >= FaceCrop.SIZE) {
      throw new IllegalArgumentException("expected x and y in 0–47, found " + x + ", " + y);
    }
    return drops[y * FaceCrop.SIZE + x];
  }

  /** All 2304 drops, row by row, a copy. */
  public float[] drops() {
    return drops.clone();
  }

  /**
   * The heat map for any JSON library.
   *
   * @return {@code emotion}, {@code width} and {@code height} (48), {@code drops} row by row; a new
   *     map
   */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("emotion", emotion);
    map.put("width", FaceCrop.SIZE);
    map.put("height", FaceCrop.SIZE);
    map.put("drops", drops());
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeatMap map
        && emotion.equals(map.emotion)
        && Arrays.equals(drops, map.drops);
  }

  @Override
  public int hashCode() {
    return 31 * emotion.hashCode() + Arrays.hashCode(drops);
  }

  @Override
  public String toString() {
    return "HeatMap[" + emotion + "]";
  }
}
