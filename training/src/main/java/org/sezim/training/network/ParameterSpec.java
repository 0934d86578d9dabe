package org.sezim.training.network;

import java.util.List;

/**
 * A tensor that a layer holds.
 *
 * @param name its name within the layer, such as {@code weight} or {@code bias}
 * @param shape its size, the output dimension first
 * @param fanIn inputs that one output sums over; 0 for what starts at {@code start}
 * @param fanOut outputs that one input reaches
 * @param start the value that it starts at, where it is not drawn by chance
 * @param trained whether the optimiser changes it; the running means of batch normalisation follow
 *     the batches instead
 */
public record ParameterSpec(
    String name, List<Long> shape, int fanIn, int fanOut, float start, boolean trained) {
  /** One that is drawn by chance. */
  static ParameterSpec drawn(List<Long> shape, int fanIn, int fanOut) {
    return new ParameterSpec("weight", shape, fanIn, fanOut, 0, true);
  }

  static ParameterSpec bias(int size) {
    return vector("bias", size, 0, true);
  }

  /** A value a map. */
  static ParameterSpec vector(String name, int size, float start, boolean trained) {
    return new ParameterSpec(name, List.of((long) size), 0, 0, start, trained);
  }

  ParameterSpec within(String layer) {
    return new ParameterSpec(layer + "." + name, shape, fanIn, fanOut, start, trained);
  }

  /** The number of values. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** The shape as libtorch takes it. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
