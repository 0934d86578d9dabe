package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Keeps the largest value of each square of {@code size × size}; the squares do not overlap, and
 * what is left over at the right and the bottom is dropped, so that H becomes ⌊H/size⌋.
 *
 * @param size side of a square in pixels, 2 in the study
 */
public record MaxPooling(int size) implements Layer {
  /** Checks the setting. */
  public MaxPooling {
    Checks.atLeast(1, size, "size");
  }

  @Override
  public String kind() {
    return "max-pool";
  }

  @Override
  public Shape output(Shape input) {
    Checks.maps(input, kind());
    if (input.height() < size || input.width() < size) {
      throw new IllegalArgumentException(
          "max-pool: expected maps of at least " + size + "×" + size + ", found " + input);
    }
    return Shape.maps(input.channels(), input.height() / size, input.width() / size);
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    long[] square = {size, size};
    return max_pool2d(input, square, square, new long[] {0, 0}, new long[] {1, 1}, false);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return graph.add(
        "MaxPool",
        List.of(input),
        OnnxGraph.ints("kernel_shape", size, size),
        OnnxGraph.ints("strides", size, size));
  }
}
