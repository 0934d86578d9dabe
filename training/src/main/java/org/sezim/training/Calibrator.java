package org.sezim.training;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.sezim.onnx.OnnxModel;
import org.sezim.training.data.FaceSet;
import org.sezim.training.onnx.Calibration;

/** Finds the calibration that makes the labels of held-out faces likeliest. */
final class Calibrator {
  private static final double LOWEST = 0.1;
  private static final double HIGHEST = 10;
  private static final double MOST_SMOOTHING = 0.2;
  private static final double SMOOTHING_STEP = 0.005;
  private static final int BATCH = 256;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private Calibrator() {}

  /**
   * What was found.
   *
   * @param calibration what makes the labels likeliest
   * @param faces how many it was fitted to
   * @param lossBefore mean −ln of the right label's probability without calibration
   * @param lossAfter the same with it
   */
  record Fit(Calibration calibration, int faces, double lossBefore, double lossAfter) {
    private static final String HEADER =
        "temperature,smoothing,faces,log_loss_before,log_loss_after";

    String csv() {
      return String.format(
          Locale.ROOT,
          "%s%n%.6f,%.6f,%d,%.6f,%.6f%n",
          HEADER,
          calibration.temperature(),
          calibration.smoothing(),
          faces,
          lossBefore,
          lossAfter);
    }

    /** The calibration in a file that {@link #csv} made. */
    static Calibration calibration(String csv) {
      List<String> lines = csv.lines().toList();
      if (lines.size() != 2 || !lines.get(0).equals(HEADER)) {
        throw new IllegalArgumentException("expected " + HEADER + " and a line of values");
      }
      String[] values = lines.get(1).split(",", -1);
      return new Calibration(Double.parseDouble(values[0]), Double.parseDouble(values[1]));
    }
  }

  /**
   * Fits a model's calibration to faces that it was not trained on.
   *
   * @param model the bytes of its file, not yet calibrated
   * @param threads for ONNX Runtime
   */
  static Fit fit(byte[] model, FaceSet faces, int threads) {
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

  /**
   * Fits a calibration to probabilities, {@code [N][C]}, and the labels that would have been right.
   */
  static Fit fit(double[][] probabilities, int[] labels) {
    Calibration best = Calibration.NONE;
    double least = loss(best, probabilities, labels);
    double before = least;
    for (int step = 0; step * SMOOTHING_STEP <= MOST_SMOOTHING; step++) {
      double smoothing = step * SMOOTHING_STEP;
      DoubleUnaryOperator ofLog =
          log -> loss(new Calibration(Math.exp(log), smoothing), probabilities, labels);
      double log = least(ofLog, Math.log(LOWEST), Math.log(HIGHEST));
      double loss = ofLog.applyAsDouble(log);
      if (loss < least) {
        least = loss;
        best = new Calibration(Math.exp(log), smoothing);
      }
    }
    return new Fit(best, labels.length, before, least);
  }

  private static double loss(Calibration calibration, double[][] probabilities, int[] labels) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= Math.log(calibration.of(probabilities[i], labels[i]));
    }
    return sum / labels.length;
  }

  /** Where a function with one valley is least, by golden section. */
  private static double least(DoubleUnaryOperator function, double from, double to) {
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
