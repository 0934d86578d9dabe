package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.internal.Require;
import org.sezim.training.network.Activation.Function;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A residual block (He et al. 2016): two 3×3 convolutions with batch normalization, a ReLU between
 * them, squeeze-excitation after them, then the sum with the shortcut and a ReLU. The shortcut is
 * the input; if the number or size of the maps changes, it is 2×2 average pooling (stride 2 only),
 * a 1×1 convolution and batch normalization (He et al. 2019, "Bag of tricks", ResNet-D).
 *
 * @param filters number of output maps
 * @param stride 1 keeps the size of the maps, 2 halves it; 1 if absent
 * @param reduction of the squeeze-excitation; 0, no squeeze-excitation, if absent
 */
@JsonTypeName("residual")
public record Residual(
    int filters,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Integer stride,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reduction)
    implements Layer {
  /** Checks the settings and fills in the default stride; Jackson passes null for an absent one. */
  public Residual {
    stride = stride == null ? 1 : stride;
    Require.atLeast("filters", filters, 1);
    if (stride != 1 && stride != 2) {
      throw new IllegalArgumentException("stride: expected 1 or 2, found " + stride);
    }
    Require.atLeast("reduction", reduction, 0);
  }

  private boolean halves() {
    return stride == 2;
  }

  @Override
  public Shape output(Shape input) {
    return body(input).output();
  }

  private Sequence body(Shape input) {
    input.requireMaps(kind());
    if (halves() && (input.height() % 2 != 0 || input.width() % 2 != 0)) {
      throw new IllegalArgumentException(
          "residual: stride 2: expected maps of even height and width, found " + input);
    }
    List<Layer> layers = new ArrayList<>();
    layers.add(Convolution.withoutBias(filters, 3, halves() ? 2 : 1));
    layers.add(new BatchNormalization());
    layers.add(new Activation(Function.RELU));
    layers.add(Convolution.withoutBias(filters, 3, 1));
    layers.add(new BatchNormalization());
    if (reduction > 0) {
      layers.add(new SqueezeExcitation(reduction));
    }
    return new Sequence(layers, input);
  }

  /** The shortcut's layers after the pooling; empty if the input is added unchanged. */
  private Sequence shortcut(Shape input) {
    List<Layer> layers =
        halves() || input.channels() != filters
            ? List.of(Convolution.withoutBias(filters, 1, 1), new BatchNormalization())
            : List.of();
    Shape output = output(input);
    return new Sequence(layers, Shape.maps(input.channels(), output.height(), output.width()));
  }

  @Override
  public List<ParameterSpec> weights(Shape input) {
    List<ParameterSpec> all = new ArrayList<>();
    body(input).weights().forEach(all::add);
    shortcut(input).weights().forEach(weight -> all.add(weight.within("shortcut")));
    return all;
  }

  @Override
  public long multiplyAdds(Shape input) {
    return body(input).multiplyAdds() + shortcut(input).multiplyAdds();
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    Shape shape = Shape.maps((int) input.size(1), (int) input.size(2), (int) input.size(3));
    Sequence body = body(shape);
    int own = body.weights().size();
    Tensor main = last(body.forward(input, weights.subList(0, own), random));
    Tensor skipped = input;
    if (halves()) {
      long[] two = {2, 2};
      skipped = avg_pool2d(skipped, two, two, new long[] {0, 0}, false, true, new LongOptional());
    }
    List<Tensor> steps =
        shortcut(shape).forward(skipped, weights.subList(own, weights.size()), random);
    return main.add(steps.isEmpty() ? skipped : last(steps)).relu_();
  }

  private static Tensor last(List<Tensor> steps) {
    return steps.get(steps.size() - 1);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    Sequence body = body(shape);
    int own = body.weights().size();
    String main = body.export(graph, input, weights.subList(0, own));
    String skipped = input;
    if (halves()) {
      skipped =
          graph.add(
              "AveragePool",
              List.of(input),
              OnnxGraph.ints("kernel_shape", 2, 2),
              OnnxGraph.ints("strides", 2, 2));
    }
    skipped = shortcut(shape).export(graph, skipped, weights.subList(own, weights.size()));
    return graph.add("Relu", List.of(graph.add("Add", List.of(main, skipped))));
  }
}
