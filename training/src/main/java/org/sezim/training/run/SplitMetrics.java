package org.sezim.training.run;

import java.util.List;
import org.sezim.dataset.Split;

/**
 * Metrics of a run's last epoch on one split, in float32 without dropout.
 *
 * @param split the split
 * @param faces number of faces in it
 * @param loss mean over the faces, as the recipe defines it
 * @param accuracy 0–1
 */
public record SplitMetrics(Split split, int faces, double loss, double accuracy) {
  /** Format of {@code last.csv}. */
  public static final CsvTable<SplitMetrics> TABLE =
      new CsvTable<>(
          List.of("split", "faces", "loss", "accuracy"),
          m -> List.of(m.split.label(), m.faces, m.loss, m.accuracy),
          row ->
              new SplitMetrics(
                  Split.of(row.text("split")),
                  row.integer("faces"),
                  row.number("loss"),
                  row.number("accuracy")));
}
