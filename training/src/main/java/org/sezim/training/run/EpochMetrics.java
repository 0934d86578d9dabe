package org.sezim.training.run;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Recipe;

/**
 * Metrics of one epoch of an emotion network's training.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's steps, with dropout active, as in Keras
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
  /**
   * Format of {@code metrics.csv}. A new metric is a column here, filled in by {@code EmotionLoop}.
   */
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
   * Returns the epoch that becomes the model: the last, or the first with the highest validation
   * accuracy. Empty if no epoch is done.
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
