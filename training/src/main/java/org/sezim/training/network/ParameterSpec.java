package org.sezim.training.network;

import java.util.List;

/**
 * Name, shape and initialization of one tensor of a layer.
 *
 * @param name in the layer, for example {@code weight} or {@code bias}
 * @param shape the output dimension first
 * @param fanIn number of inputs of one output; 0 if all values start at {@code start}
 * @param fanOut number of outputs that use one input
 * @param start initial value if it is not random
 * @param trained whether the optimizer changes it; false for the running means and variances of
 *     batch normalization
 */
public record ParameterSpec(
    String name, List<Long> shape, int fanIn, int fanOut, float start, boolean trained) {
  /** A weight with random initial values. */
  static ParameterSpec drawn(List<Long> shape, int fanIn, int fanOut) {
    return new ParameterSpec("weight", shape, fanIn, fanOut, 0, true);
  }

  static ParameterSpec bias(int size) {
    return vector("bias", size, 0, true);
  }

  /** One value per map. */
  static ParameterSpec vector(String name, int size, float start, boolean trained) {
    return new ParameterSpec(name, List.of((long) size), 0, 0, start, trained);
  }

  ParameterSpec within(String layer) {
    return new ParameterSpec(layer + "." + name, shape, fanIn, fanOut, start, trained);
  }

  /** Returns the number of values. */
  public long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Returns the shape in the form that libtorch takes. */
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }
}
