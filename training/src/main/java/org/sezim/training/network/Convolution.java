package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.conv2d;

import ai.onnx.proto.OnnxMl.AttributeProto;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.sezim.internal.Require;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A convolution: maps {@code [N,C,H,W]} become {@code [N,filters,⌊(H−k+2p)/s⌋+1,⌊(W−k+2p)/s⌋+1]}.
 *
 * @param filters number of kernels, and so of output maps
 * @param kernel side k of a kernel in pixels
 * @param padding p rows and columns of zeros added around each map; 0, a "valid" convolution, if
 *     absent
 * @param stride step s of the kernel in pixels; 1 if absent
 * @param bias whether one value per map is added; true if absent. It has no effect before a batch
 *     normalization, which has its own
 * @param groups number of groups of maps, each convolved separately; 0, the same as 1, if absent
 */
@JsonTypeName("conv")
public record Convolution(
    int filters,
    int kernel,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int padding,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Integer stride,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class) Boolean bias,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int groups)
    implements Layer {
  /** Checks the settings and fills in the defaults; Jackson passes null for an absent one. */
  public Convolution {
    stride = stride == null ? 1 : stride;
    bias = bias == null || bias;
    Require.atLeast("filters", filters, 1);
    Require.atLeast("kernel", kernel, 1);
    Require.atLeast("padding", padding, 0);
    Require.atLeast("stride", stride, 1);
    Require.atLeast("groups", groups, 0);
  }

  /** Creates a "valid" convolution, as in the study: no padding, stride 1, bias. */
  public Convolution(int filters, int kernel) {
    this(filters, kernel, 0);
  }

  /** Creates a convolution with bias and stride 1. */
  public Convolution(int filters, int kernel, int padding) {
    this(filters, kernel, padding, 1, true, 0);
  }

  /**
   * A convolution to stand before a batch normalization; padded so that stride 1 keeps the map
   * size.
   */
  static Convolution withoutBias(int filters, int kernel, int stride) {
    return new Convolution(filters, kernel, kernel / 2, stride, false, 0);
  }

  private int parts() {
    return Math.max(1, groups);
  }

  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind());
    if (input.channels() % parts() != 0 || filters % parts() != 0) {
      String maps = "conv: expected groups that divide %d maps and %d filters, found %d";
      throw new IllegalArgumentException(maps.formatted(input.channels(), filters, groups));
    }
    int less = kernel - 2 * padding;
    input.requireMaps(kind(), Math.max(1, less));
    return Shape.maps(
        filters, (input.height() - less) / stride + 1, (input.width() - less) / stride + 1);
  }

  @Override
  public List<ParameterSpec> weights(Shape input) {
    int area = kernel * kernel;
    int maps = input.channels() / parts();
    List<Long> shape = List.of((long) filters, (long) maps, (long) kernel, (long) kernel);
    ParameterSpec weight = ParameterSpec.drawn(shape, maps * area, filters / parts() * area);
    return bias ? List.of(weight, ParameterSpec.bias(filters)) : List.of(weight);
  }

  @Override
  public long multiplyAdds(Shape input) {
    return (long) output(input).count() * (input.channels() / parts()) * kernel * kernel;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    long[] one = {1, 1};
    long[] steps = {stride, stride};
    long[] zeros = {padding, padding};
    TensorOptional added = bias ? new TensorOptional(weights.get(1)) : new TensorOptional();
    return conv2d(input, weights.get(0), added, steps, zeros, one, parts());
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    List<String> inputs = new ArrayList<>(List.of(input));
    weights.forEach(weight -> inputs.add(weight.addTo(graph)));
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(OnnxGraph.ints("kernel_shape", kernel, kernel));
    AttributeProto pads = OnnxGraph.ints("pads", padding, padding, padding, padding);
    AttributeProto strides = OnnxGraph.ints("strides", stride, stride);
    if (groups > 0) {
      // All attributes, in the order of the bundled face detector, so that its run still exports
      // the
      // same graph.
      attributes.addAll(List.of(strides, pads, OnnxGraph.ints("group", groups)));
    } else {
      if (padding > 0) {
        attributes.add(pads);
      }
      if (stride > 1) {
        attributes.add(strides);
      }
    }
    return graph.add("Conv", inputs, attributes.toArray(AttributeProto[]::new));
  }
}
