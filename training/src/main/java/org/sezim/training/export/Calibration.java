package org.sezim.training.export;

import java.util.List;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Makes a network's probabilities say how often they are right; changes no answer. First goes what
 * label smoothing added, an equal share for each class, then the logits (of sigmoid outputs the
 * logarithms of the probabilities, which a softmax turns back into them) are divided by the
 * temperature (Guo et al. 2017, "On Calibration of Modern Neural Networks"). A network that learns
 * from smoothed labels puts all faces that it is sure of at one height; a temperature alone cannot
 * tell the surest of them apart.
 *
 * @param temperature what logits are divided by, above 0
 * @param smoothing the share of all probability that is taken away, evenly from each class, 0 to
 *     less than 1; of each at least {@link #LEAST} stays
 */
public record Calibration(double temperature, double smoothing) {
  /** What is left of a probability that is smaller than what is taken away. */
  public static final double LEAST = 1e-3;

  /** Changes nothing. */
  public static final Calibration NONE = new Calibration(1, 0);

  /** Checks the ranges. */
  public Calibration {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature: expected above 0, found " + temperature);
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "smoothing: expected 0 to less than 1, found " + smoothing);
    }
  }

  /**
   * The calibrated probability of one class.
   *
   * @param probabilities as the network gives them, together 1
   */
  public double of(double[] probabilities, int which) {
    double sum = 0;
    for (double p : probabilities) {
      sum += power(p, probabilities.length);
    }
    return power(probabilities[which], probabilities.length) / sum;
  }

  /** exp(log(q)/T). */
  private double power(double p, int classes) {
    double q = smoothing == 0 ? p : Math.max(p - smoothing / classes, LEAST);
    return Math.pow(q, 1 / temperature);
  }

  /**
   * Adds the nodes to a graph.
   *
   * @return the names of the calibrated logits and of the probabilities: the softmax of these
   *     logits, unless nothing was to change
   */
  List<String> export(OnnxGraph graph, OutputActivation output, String logits, int classes) {
    if (equals(NONE)) {
      return List.of(logits, output.export(graph, logits));
    }
    String changed = logits;
    if (smoothing > 0) {
      String share = graph.constant("smoothing", (float) (smoothing / classes));
      String less = graph.add("Sub", List.of(output.export(graph, logits), share));
      String least = graph.constant("least", (float) LEAST);
      changed = graph.add("Log", List.of(graph.add("Max", List.of(less, least))));
    } else if (output != OutputActivation.SOFTMAX) {
      changed = graph.add("Log", List.of(output.export(graph, logits)));
    }
    if (temperature != 1) {
      String divisor = graph.constant("temperature", (float) temperature);
      changed = graph.add("Div", List.of(changed, divisor));
    }
    return List.of(changed, OutputActivation.SOFTMAX.export(graph, changed));
  }
}
