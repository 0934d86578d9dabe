package org.sezim.training.export;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.sezim.dataset.LabeledFaces;
import org.sezim.internal.onnx.OnnxModel;
import org.sezim.training.run.CsvTable;

/** Fits a calibration to held-out faces by maximum likelihood. */
public final class Calibrator {
  private static final double MIN_TEMPERATURE = 0.1;
  private static final double MAX_TEMPERATURE = 10;
  private static final double MAX_SMOOTHING = 0.2;
  private static final double SMOOTHING_STEP = 0.005;
  private static final int BATCH = 256;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Calibrator() {}

  /**
   * Result of a fit.
   *
   * @param calibration the fitted parameters
   * @param faces number of faces it was fitted to
   * @param lossBefore log loss without calibration: mean −ln of the true label's probability
   * @param lossAfter log loss with it
   */
  public record Fit(Calibration calibration, int faces, double lossBefore, double lossAfter) {
    /** Format of {@code calibration.csv}. */
    public static final CsvTable<Fit> TABLE =
        new CsvTable<>(
            List.of("temperature", "smoothing", "faces", "log_loss_before", "log_loss_after"),
            fit ->
                List.of(
                    rounded(fit.calibration.temperature()),
                    rounded(fit.calibration.smoothing()),
                    fit.faces,
                    rounded(fit.lossBefore),
                    rounded(fit.lossAfter)),
            row ->
                new Fit(
                    new Calibration(row.number("temperature"), row.number("smoothing")),
                    row.integer("faces"),
                    row.number("log_loss_before"),
                    row.number("log_loss_after")));

    private static String rounded(double value) {
      return String.format(Locale.ROOT, "%.6f", value);
    }
  }

  /**
   * Fits a model's calibration to faces that it was not trained on.
   *
   * @param model the bytes of the uncalibrated ONNX file
   * @param threads for ONNX Runtime
   */
  public static Fit fit(byte[] model, LabeledFaces faces, int threads) {
    double[][] probabilities = new double[faces.size()][];
    int[] labels = new int[faces.size()];
    try (OnnxModel uncalibrated = OnnxModel.load("uncalibrated", model, threads)) {
      for (int from = 0; from < faces.size(); from += BATCH) {
        int n = Math.min(BATCH, faces.size() - from);
        float[][] found = uncalibrated.run(OnnxModel.PROBABILITIES, faces.pixels(from, n), n);
        for (int i = 0; i < n; i++) {
          probabilities[from + i] = new double[found[i].length];
          for (int c = 0; c < found[i].length; c++) {
            probabilities[from + i][c] = found[i][c];
          }
          labels[from + i] = faces.label(from + i);
        }
      }
    }
    return fit(probabilities, labels);
  }

  /** Fits a calibration to probabilities {@code [N][C]} and the true labels. */
  static Fit fit(double[][] probabilities, int[] labels) {
    Calibration best = Calibration.NONE;
    double lowest = loss(best, probabilities, labels);
    double before = lowest;
    for (int step = 0; step * SMOOTHING_STEP <= MAX_SMOOTHING; step++) {
      double smoothing = step * SMOOTHING_STEP;
      DoubleUnaryOperator ofLog =
          log -> loss(new Calibration(Math.exp(log), smoothing), probabilities, labels);
      double log = minimize(ofLog, Math.log(MIN_TEMPERATURE), Math.log(MAX_TEMPERATURE));
      double loss = ofLog.applyAsDouble(log);
      if (loss < lowest) {
        lowest = loss;
        best = new Calibration(Math.exp(log), smoothing);
      }
    }
    return new Fit(best, labels.length, before, lowest);
  }

  private static double loss(Calibration calibration, double[][] probabilities, int[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(calibration.of(probabilities[i], labels[i]));
    }
    return sum / labels.length;
  }

  /** Minimizes a unimodal function by golden-section search; returns the position. */
  private static double minimize(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = function.applyAsDouble(left);
    double atRight = function.applyAsDouble(right);
    while (high - low > 1e-4) {
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
