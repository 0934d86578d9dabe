package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.log_sigmoid;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * The activation of the output layer, from logits z to outputs y and probabilities q with sum 1.
 */
public enum OutputActivation {
  /**
   * The study's choice: y = σ(z) and q = y / Σy, as Keras normalizes in its cross-entropy. Computed
   * as softmax(log σ(z)), which is equal and avoids 0/0 if all outputs vanish.
   */
  @JsonProperty("sigmoid")
  SIGMOID {
    @Override
    public Tensor outputs(Tensor logits) {
      return logits.sigmoid();
    }

    @Override
    public Tensor logProbabilities(Tensor logits) {
      return log_sigmoid(logits).log_softmax(1);
    }

    @Override
    public String export(OnnxGraph graph, String logits) {
      String softplus = graph.add("Softplus", List.of(graph.add("Neg", List.of(logits))));
      return graph.add(
          "Softmax", List.of(graph.add("Neg", List.of(softplus))), OnnxGraph.ints("axis", 1));
    }
  },

  /** y = q = softmax(z). */
  @JsonProperty("softmax")
  SOFTMAX {
    @Override
    public Tensor outputs(Tensor logits) {
      return logits.softmax(1);
    }

    @Override
    public Tensor logProbabilities(Tensor logits) {
      return logits.log_softmax(1);
    }

    @Override
    public String export(OnnxGraph graph, String logits) {
      return graph.add("Softmax", List.of(logits), OnnxGraph.ints("axis", 1));
    }
  };

  /** Returns the outputs y of the neurons, {@code [N,C]}. */
  public abstract Tensor outputs(Tensor logits);

  /** Returns log q, {@code [N,C]}. */
  public abstract Tensor logProbabilities(Tensor logits);

  /** Adds the nodes from logits to probabilities q; returns the name of the output. */
  public abstract String export(OnnxGraph graph, String logits);
}
