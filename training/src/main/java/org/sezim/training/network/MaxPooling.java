package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.max_pool2d;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.internal.Require;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Max pooling: keeps the largest value of each {@code size × size} square. The squares do not
 * overlap; rows and columns left over at the bottom and the right are dropped, so H becomes
 * ⌊H/size⌋.
 *
 * @param size side of a square in pixels, 2 in the study
 */
@JsonTypeName("max-pool")
public record MaxPooling(int size) implements Layer {
  /** Checks the setting. */
  public MaxPooling {
    Require.atLeast("size", size, 1);
  }

  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind(), size);
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
