package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Applies a function to every value.
 *
 * @param function the function
 */
@JsonTypeName("activation")
public record Activation(Function function) implements Layer {
  /** The available functions, those of the study. */
  public enum Function {
    /** f(s) = max(0, s). */
    @JsonProperty("relu")
    RELU,
    /** f(s) = 1/(1 + e^−s). */
    @JsonProperty("sigmoid")
    SIGMOID
  }

  /** Checks that a function is named. */
  public Activation {
    if (function == null) {
      throw new IllegalArgumentException("function: expected relu or sigmoid, found nothing");
    }
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return switch (function) {
      case RELU -> input.relu();
      case SIGMOID -> input.sigmoid();
    };
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return switch (function) {
      case RELU -> graph.add("Relu", List.of(input));
      case SIGMOID -> graph.add("Sigmoid", List.of(input));
    };
  }
}
