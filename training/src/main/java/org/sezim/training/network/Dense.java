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
 * A fully connected layer with bias: vectors {@code [N,n]} become {@code [N,units]}.
 *
 * @param units number of neurons
 */
@JsonTypeName("dense")
public record Dense(int units) implements Layer {
  /** Checks the setting. */
  public Dense {
    Require.atLeast("units", units, 1);
  }

  @Override
  public Shape output(Shape input) {
    input.requireVector(kind());
    return Shape.vector(units);
  }

  @Override
  public List<ParameterSpec> weights(Shape input) {
    int n = input.count();
    return List.of(
        ParameterSpec.drawn(List.of((long) units, (long) n), n, units), ParameterSpec.bias(units));
  }

  @Override
  public long multiplyAdds(Shape input) {
    return (long) input.count() * units;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return linear(input, weights.get(0), new TensorOptional(weights.get(1)));
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return graph.add(
        "Gemm",
        List.of(input, weights.get(0).addTo(graph), weights.get(1).addTo(graph)),
        OnnxGraph.ints("transB", 1));
  }
}
