package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/** Turns maps into one vector, channel by channel, row by row. */
@JsonTypeName("flatten")
public record Flatten() implements Layer {
  @Override
  public Shape output(Shape input) {
    return Shape.vector(input.count());
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return input.flatten(1, -1);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return graph.add("Flatten", List.of(input));
  }
}
