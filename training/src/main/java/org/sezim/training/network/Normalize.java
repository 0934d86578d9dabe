package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Scales pixels from min…max to 0…1, as in the study: f(p) = (p − min)/(max − min).
 *
 * @param min gray value that becomes 0
 * @param max gray value that becomes 1
 */
@JsonTypeName("normalize")
public record Normalize(float min, float max) implements Layer {
  /** Checks that the range is not empty. */
  public Normalize {
    if (!(max > min)) {
      throw new IllegalArgumentException("max: expected more than min " + min + ", found " + max);
    }
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return input.sub(new Scalar(min)).div(new Scalar(max - min));
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    String shifted = graph.add("Sub", List.of(input, graph.constant("min", min)));
    return graph.add("Div", List.of(shifted, graph.constant("range", max - min)));
  }
}
