package org.sezim.training.network;

import java.util.List;

/**
 * The size of the tensor between two layers, without the batch dimension: a stack of maps {@code
 * [channels, height, width]} or a vector {@code [n]}.
 */
public record Shape(List<Integer> sizes) {
  /** Copies the list. */
  public Shape {
    sizes = List.copyOf(sizes);
  }

  /** A stack of maps. */
  public static Shape maps(int channels, int height, int width) {
    return new Shape(List.of(channels, height, width));
  }

  /** A vector of {@code n} values. */
  public static Shape vector(int n) {
    return new Shape(List.of(n));
  }

  /** Whether this is a stack of maps. */
  public boolean isMaps() {
    return sizes.size() == 3;
  }

  /**
   * Checks that this is a stack of maps.
   *
   * @param layer for the message
   * @throws IllegalArgumentException if it is a vector
   */
  void requireMaps(String layer) {
    if (!isMaps()) {
      throw new IllegalArgumentException(
          layer + ": expected maps (channels×height×width), found a vector of " + this);
    }
  }

  /**
   * Checks that this is a stack of maps of some height and width.
   *
   * @param layer for the message
   * @throws IllegalArgumentException if it is a vector, or the maps are smaller
   */
  void requireMaps(String layer, int minSide) {
    requireMaps(layer);
    if (height() < minSide || width() < minSide) {
      throw new IllegalArgumentException(
          layer + ": expected maps of at least " + minSide + "×" + minSide + ", found " + this);
    }
  }

  /**
   * Checks that this is a vector.
   *
   * @param layer for the message
   * @throws IllegalArgumentException if it is a stack of maps
   */
  void requireVector(String layer) {
    if (isMaps()) {
      throw new IllegalArgumentException(
          layer + ": expected a vector, found maps " + this + "; put a flatten before it");
    }
  }

  /** The number of maps; for a vector, its length. */
  public int channels() {
    return sizes.get(0);
  }

  /** The rows of a map. */
  public int height() {
    return sizes.get(1);
  }

  /** The columns of a map. */
  public int width() {
    return sizes.get(2);
  }

  /** The number of values. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** Returns the form {@code 32×46×46}, channels first. */
  @Override
  public String toString() {
    return String.join("×", sizes.stream().map(String::valueOf).toList());
  }
}
