package org.sezim.training.export;

import java.util.List;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Calibration parameters, which adjust probabilities to the frequency of correct answers without
 * changing the most probable class. The label-smoothing offset, equal for all classes, is
 * subtracted first; then the logits are divided by the temperature (Guo et al. 2017, "On
 * Calibration of Modern Neural Networks"). For sigmoid outputs, the logarithms of the probabilities
 * serve as logits. A network trained on smoothed labels gives nearly equal probabilities to all
 * faces that it is sure of, which a temperature cannot separate; hence the offset.
 *
 * @param temperature divisor of the logits, above 0
 * @param smoothing share of the total probability that is subtracted, evenly over the classes, 0 to
 *     less than 1; at least {@link #MIN_PROBABILITY} of each class remains
 */
public record Calibration(double temperature, double smoothing) {
  /** Lower bound of a probability after the subtraction. */
  public static final double MIN_PROBABILITY = 1e-3;

  /** No calibration. */
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
   * Returns the calibrated probability of one class.
   *
   * @param probabilities of the network for all classes, sum 1
   * @param which index of the class
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
    double q = smoothing == 0 ? p : Math.max(p - smoothing / classes, MIN_PROBABILITY);
    return Math.pow(q, 1 / temperature);
  }

  /**
   * Adds the calibration's nodes to a graph.
   *
   * @return the names of the calibrated logits and of the probabilities. The latter are the softmax
   *     of the former, except for {@link #NONE}, where they are the network's own
   */
  List<String> export(OnnxGraph graph, OutputActivation output, String logits, int classes) {
    if (equals(NONE)) {
      return List.of(logits, output.export(graph, logits));
    }
    String changed = logits;
    if (smoothing > 0) {
      String share = graph.constant("smoothing", (float) (smoothing / classes));
      String less = graph.add("Sub", List.of(output.export(graph, logits), share));
      String lowest = graph.constant("least", (float) MIN_PROBABILITY);
      changed = graph.add("Log", List.of(graph.add("Max", List.of(less, lowest))));
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
