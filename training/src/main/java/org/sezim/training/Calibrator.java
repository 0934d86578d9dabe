package org.sezim.training;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sezim.training.network.Network;
import org.sezim.training.network.Output;

/**
 * Finds the temperature: the number by which logits are divided so that the probabilities say how
 * often they are right (Guo et al. 2017, "On Calibration of Modern Neural Networks"). It changes no
 * answer, only how sure it is.
 */
final class Calibrator {
  private static final double LOWEST = 0.1;
  private static final double HIGHEST = 10;
  private static final int BATCH = 256;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Calibrator() {}

  /**
   * What was found.
   *
   * @param temperature above 0
   * @param faces how many it was fitted to
   * @param lossBefore mean −ln of the right label's probability at temperature 1
   * @param lossAfter the same at the temperature
   */
  record Fit(double temperature, int faces, double lossBefore, double lossAfter) {
    static final String HEADER = "temperature,faces,log_loss_before,log_loss_after";

    String csv() {
      return String.format(
          Locale.ROOT,
          "%s%n%.6f,%d,%.6f,%.6f%n",
          HEADER,
          temperature,
          faces,
          lossBefore,
          lossAfter);
    }

    /** The temperature of a file that {@link #csv} made. */
    static double temperature(String csv) {
      List<String> lines = csv.lines().toList();
      if (lines.size() != 2 || !lines.get(0).equals(HEADER)) {
        throw new IllegalArgumentException("expected " + HEADER + " and a line of values");
      }
      return Double.parseDouble(lines.get(1).split(",", -1)[0]);
    }
  }

  /** Fits a network's temperature to faces that it was not trained on. */
  static Fit fit(Network network, Output output, TensorFaces faces) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      TensorVector batches = new TensorVector();
      for (int from = 0; from < faces.size(); from += BATCH) {
        int n = Math.min(BATCH, faces.size() - from);
        batches.push_back(network.logits(faces.slice(from, n).pixels()));
      }
      Tensor logits = torch.cat(batches, 0);
      Tensor labels = faces.labels().unsqueeze(1);
      DoubleUnaryOperator loss =
          logTemperature -> {
            try (PointerScope inner = new PointerScope()) {
              Tensor log =
                  output.logProbabilities(logits.div(new Scalar(Math.exp(logTemperature))));
              return -log.gather(1, labels).mean().item_double();
            }
          };
      double best = least(loss, Math.log(LOWEST), Math.log(HIGHEST));
      return new Fit(Math.exp(best), faces.size(), loss.applyAsDouble(0), loss.applyAsDouble(best));
    }
  }

  /** Where a function with one valley is least, by golden section. */
  private static double least(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    while (high - low > 1e-5) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = function.applyAsDouble(left);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = function.applyAsDouble(right);
      }
    }
    return (low + high) / 2;
  }
}
