package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A "valid" convolution with bias: maps {@code [N,C,H,W]} become {@code [N,filters,H−k+1,W−k+1]}.
 *
 * @param filters number of kernels, and so of output maps
 * @param kernel side k of a kernel in pixels
 */
public record Convolution(int filters, int kernel) implements Layer {
  /** Checks both settings. */
  public Convolution {
    Checks.atLeast(1, filters, "filters");
    Checks.atLeast(1, kernel, "kernel");
  }

  @Override
  public String kind() {
    return "conv";
  }

  @Override
  public Shape output(Shape input) {
    Checks.maps(input, kind());
    if (input.height() < kernel || input.width() < kernel) {
      throw new IllegalArgumentException(
          "conv: expected maps of at least " + kernel + "×" + kernel + ", found " + input);
    }
    return Shape.maps(filters, input.height() - kernel + 1, input.width() - kernel + 1);
  }

  @Override
  public List<Weight> weights(Shape input) {
    int area = kernel * kernel;
    List<Long> shape =
        List.of((long) filters, (long) input.channels(), (long) kernel, (long) kernel);
    return List.of(
        new Weight("weight", shape, input.channels() * area, filters * area), Weight.bias(filters));
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, boolean training) {
    long[] one = {1, 1};
    long[] none = {0, 0};
    TensorOptional bias = new TensorOptional(weights.get(1));
    return conv2d(input, weights.get(0), bias, one, none, one, 1);
  }

  @Override
  public String export(OnnxGraph graph, String input, List<String> weights) {
    return graph.add(
        "Conv",
        List.of(input, weights.get(0), weights.get(1)),
        OnnxGraph.ints("kernel_shape", kernel, kernel));
  }
}
