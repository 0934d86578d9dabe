package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.linear;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.sezim.internal.Require;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Squeeze-excitation (Hu et al. 2018): multiplies each map by a gate computed from all maps: global
 * average pooling, dense layer, ReLU, dense layer, sigmoid.
 *
 * @param reduction number of maps per neuron of the first dense layer, at least 1
 */
@JsonTypeName("squeeze-excite")
public record SqueezeExcitation(int reduction) implements Layer {
  /** Checks the setting. */
  public SqueezeExcitation {
    Require.atLeast("reduction", reduction, 1);
  }

  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind());
    return input;
  }

  private int neurons(Shape input) {
    return Math.max(1, input.channels() / reduction);
  }

  @Override
  public List<ParameterSpec> weights(Shape input) {
    int maps = input.channels();
    int neurons = neurons(input);
    return List.of(
        ParameterSpec.drawn(List.of((long) neurons, (long) maps), maps, neurons).within("squeeze"),
        ParameterSpec.bias(neurons).within("squeeze"),
        ParameterSpec.drawn(List.of((long) maps, (long) neurons), neurons, maps).within("excite"),
        ParameterSpec.bias(maps).within("excite"));
  }

  @Override
  public long multiplyAdds(Shape input) {
    return 2L * input.channels() * neurons(input);
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    Tensor squeezed =
        linear(input.mean(2, 3), weights.get(0), new TensorOptional(weights.get(1))).relu_();
    Tensor excited = linear(squeezed, weights.get(2), new TensorOptional(weights.get(3)));
    return input.mul(excited.sigmoid().unsqueeze(2).unsqueeze(3));
  }

  /**
   * Writes the dense layers as 1×1 convolutions, so that ONNX Runtime need not change the memory
   * layout.
   */
  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    String mean = graph.add("GlobalAveragePool", List.of(input));
    String squeezed = graph.add("Relu", List.of(dense(graph, mean, weights.subList(0, 2))));
    String excited = dense(graph, squeezed, weights.subList(2, 4));
    return graph.add("Mul", List.of(input, graph.add("Sigmoid", List.of(excited))));
  }

  private static String dense(OnnxGraph graph, String input, List<Parameter> weights) {
    Parameter weight = weights.get(0);
    Parameter maps = new Parameter(weight.name(), weight.values().unsqueeze(2).unsqueeze(3));
    return graph.add("Conv", List.of(input, maps.addTo(graph), weights.get(1).addTo(graph)));
  }
}
