package org.sezim.training.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Recipe;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's steps, dropout acting, as Keras reports it
 * @param trainingAccuracy 0–1, over the same steps
 * @param validationLoss on the validation faces after the epoch, in float32 without dropout
 * @param validationAccuracy 0–1, likewise
 */
public record EpochMetrics(
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy) {
  /** The form of {@code metrics.csv}. */
  public static final CsvTable<EpochMetrics> TABLE =
      new CsvTable<>(
          List.of(
              "epoch",
              "training_loss",
              "training_accuracy",
              "validation_loss",
              "validation_accuracy"),
          m ->
              List.of(
                  m.epoch,
                  m.trainingLoss,
                  m.trainingAccuracy,
                  m.validationLoss,
                  m.validationAccuracy),
          row ->
              new EpochMetrics(
                  row.integer("epoch"),
                  row.number("training_loss"),
                  row.number("training_accuracy"),
                  row.number("validation_loss"),
                  row.number("validation_accuracy")));

  /**
   * The epoch that becomes the model: the last, or the one with the highest validation accuracy,
   * the first of equals. Empty before the first.
   *
   * @param metrics of the epochs done, in order
   */
  public static Optional<EpochMetrics> kept(Recipe.Selection select, List<EpochMetrics> metrics) {
    if (select == Recipe.Selection.LAST && !metrics.isEmpty()) {
      return Optional.of(metrics.get(metrics.size() - 1));
    }
    return metrics.stream()
        .max(
            Comparator.comparingDouble(EpochMetrics::validationAccuracy)
                .thenComparing(EpochMetrics::epoch, Comparator.reverseOrder()));
  }
}
