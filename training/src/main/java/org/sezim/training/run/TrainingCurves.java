package org.sezim.training.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sezim.charts.ChartFile;
import org.sezim.charts.LineChart;

/**
 * Charts of loss and accuracy by epoch, each with a curve for training and one for validation. The
 * network starts to overfit where the two diverge.
 */
public final class TrainingCurves {
  private TrainingCurves() {}

  /**
   * Writes or replaces {@code loss.png}, {@code loss.svg}, {@code accuracy.png} and {@code
   * accuracy.svg}.
   *
   * @param folder created if it does not exist
   * @param epochs the epochs in order; the first is drawn as number 1
   * @throws IllegalArgumentException if there are no epochs
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, List<EpochMetrics> epochs) throws IOException {
    loss(epochs).write(folder, "loss");
    accuracy(epochs).write(folder, "accuracy");
  }

  /**
   * Returns the chart of the loss by epoch: one dot per epoch for training, a line for validation.
   * Infinite and NaN values are left out.
   *
   * @param epochs the epochs in order; the first is drawn as number 1
   * @throws IllegalArgumentException if there are no epochs
   */
  public static ChartFile loss(List<EpochMetrics> epochs) {
    return chart(
        "Training and validation loss",
        "Loss",
        line("Training loss", epochs, EpochMetrics::trainingLoss, true),
        line("Validation loss", epochs, EpochMetrics::validationLoss, false));
  }

  /**
   * Returns the chart of the accuracy by epoch, 0–1: one line for training, one for validation.
   *
   * @param epochs the epochs in order; the first is drawn as number 1
   * @throws IllegalArgumentException if there are no epochs
   */
  public static ChartFile accuracy(List<EpochMetrics> epochs) {
    return chart(
        "Model accuracy",
        "Accuracy",
        line("Training", epochs, EpochMetrics::trainingAccuracy, false),
        line("Validation", epochs, EpochMetrics::validationAccuracy, false));
  }

  private static LineChart.Line line(
      String name, List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value, boolean dots) {
    if (epochs.isEmpty()) {
      throw new IllegalArgumentException("epochs: expected at least 1, found 0");
    }
    List<Double> numbers = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (EpochMetrics epoch : epochs) {
      numbers.add(numbers.size() + 1.0);
      values.add(value.applyAsDouble(epoch));
    }
    return new LineChart.Line(name, numbers, values, dots);
  }

  private static ChartFile chart(String title, String yTitle, LineChart.Line... lines) {
    return LineChart.of(new LineChart.Spec(title, "Epoch", yTitle, false, false, List.of(lines)));
  }
}
