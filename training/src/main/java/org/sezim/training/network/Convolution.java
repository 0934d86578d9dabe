package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A convolution with bias: maps {@code [N,C,H,W]} become {@code [N,filters,H−k+1+2p,W−k+1+2p]}.
 *
 * @param filters number of kernels, and so of output maps
 * @param kernel side k of a kernel in pixels
 * @param padding rows and columns p of zeros put round a map; 0, a "valid" convolution, if absent
 */
public record Convolution(
    int filters, int kernel, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int padding)
    implements Layer {
  /** Checks the settings. */
  public Convolution {
    Checks.atLeast(1, filters, "filters");
    Checks.atLeast(1, kernel, "kernel");
    Checks.atLeast(0, padding, "padding");
  }

  /** A "valid" convolution, the study's. */
  public Convolution(int filters, int kernel) {
    this(filters, kernel, 0);
  }

  @Override
  public String kind() {
    return "conv";
  }

  @Override
  public Shape output(Shape input) {
    Checks.maps(input, kind());
    int least = Math.max(1, kernel - 2 * padding);
    if (input.height() < least || input.width() < least) {
      throw new IllegalArgumentException(
          "conv: expected maps of at least " + least + "×" + least + ", found " + input);
    }
    int less = kernel - 1 - 2 * padding;
    return Shape.maps(filters, input.height() - less, input.width() - less);
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
  public long multiplyAdds(Shape input) {
    return (long) output(input).count() * input.channels() * kernel * kernel;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    long[] one = {1, 1};
    long[] zeros = {padding, padding};
    TensorOptional bias = new TensorOptional(weights.get(1));
    return conv2d(input, weights.get(0), bias, one, zeros, one, 1);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<String> weights) {
    List<String> inputs = List.of(input, weights.get(0), weights.get(1));
    AttributeProto size = OnnxGraph.ints("kernel_shape", kernel, kernel);
    return padding == 0
        ? graph.add("Conv", inputs, size)
        : graph.add(
            "Conv", inputs, size, OnnxGraph.ints("pads", padding, padding, padding, padding));
  }
}
