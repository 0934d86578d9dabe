package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/** The mean of each map: maps {@code [N,C,H,W]} become vectors {@code [N,C]}. */
@JsonTypeName("global-average-pool")
public record GlobalAveragePooling() implements Layer {
  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind());
    return Shape.vector(input.channels());
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return input.mean(2, 3);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return graph.add("Flatten", List.of(graph.add("GlobalAveragePool", List.of(input))));
  }
}
