package org.sezim.training.network;

import java.util.List;

/**
 * A tensor of a layer that training changes.
 *
 * @param name its name within the layer, {@code weight} or {@code bias}
 * @param shape its size, the output dimension first
 * @param fanIn inputs that one output sums over; 0 for a bias, which starts at zero
 * @param fanOut outputs that one input reaches
 */
public record Weight(String name, List<Long> shape, int fanIn, int fanOut) {
  static Weight bias(int size) {
    return new Weight("bias", List.of((long) size), 0, 0);
  }

  /** The number of values. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
