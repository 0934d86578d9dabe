package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.sezim.charts.LineChart;
import org.sezim.dataset.Split;
import org.sezim.training.run.EpochMetrics;

/** Dropout, which the study calls thinning, against overfitting. */
final class DropoutExperiment implements Experiment {
  private static final String NONE = "dropout-0";
  private static final String QUARTER = "dropout-0.25";

  @Override
  public String name() {
    return "dropout";
  }

  private static RunGroup group(String name, double rate, Budget budget) {
    return RunGroup.of(
        name, StudyNetwork.withDropout(rate).withEpochs(budget.shortEpochs()), budget.seeds());
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(
        StudyNetwork.shortRuns(budget), group(NONE, 0, budget), group(QUARTER, 0.25, budget));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().shortEpochs();
    Map<String, String> groups = new TreeMap<>();
    groups.put("0", NONE);
    groups.put("0.25", QUARTER);
    groups.put("0.5", StudyNetwork.SHORT);
    Metric validation = Metric.validation(epochs);
    Estimate narrower =
        results
            .estimate(NONE, Metric.generalizationGap())
            .minus(results.estimate(StudyNetwork.SHORT, Metric.generalizationGap()));
    Estimate better =
        results.estimate(StudyNetwork.SHORT, validation).minus(results.estimate(NONE, validation));
    List<Table.Row> rows =
        groups.entrySet().stream()
            .map(
                e ->
                    Table.Row.of(
                        "rate " + e.getKey(),
                        results.cell(e.getValue(), Metric.last(Split.TRAINING), Unit.SHARE),
                        results.cell(e.getValue(), validation, Unit.SHARE),
                        results.cell(e.getValue(), Metric.generalizationGap(), Unit.POINTS),
                        results.cell(e.getValue(), Metric.lastLoss(Split.PUBLIC_TEST), Unit.LOSS),
                        results.cell(e.getValue(), Metric.bestLossEpoch(), Unit.EPOCHS)))
            .toList();
    draw(results, groups, figures, "accuracy", "Validation accuracy", m -> m.validationAccuracy());
    draw(results, groups, figures, "loss", "Validation loss", EpochMetrics::validationLoss);
    return new Section(
        name(),
        "Dropout",
        "Thinning (dropout) was used because the network memorized its training data: it reduces"
            + " overfitting.",
        List.of(
            new Claim(
                "The gap between Training and PublicTest is wider without dropout than at rate 0.5",
                new Quantity(narrower, Unit.POINTS),
                0,
                Double.POSITIVE_INFINITY),
            new Claim(
                "PublicTest accuracy is higher at rate 0.5 than without dropout",
                new Quantity(better, Unit.POINTS),
                0,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    "dropout-accuracy",
                    "Validation accuracy by epoch for three dropout rates",
                    "Validation accuracy, mean of the seeds"),
                new Block.Figure(
                    "dropout-loss",
                    "Validation loss by epoch for three dropout rates",
                    "Validation loss, mean of the seeds")),
            new Table(
                "After " + epochs + " epochs, dropout off",
                List.of(
                    "",
                    "Training",
                    "PublicTest",
                    "gap",
                    "validation loss",
                    "epoch of the lowest validation loss"),
                rows)));
  }

  private static void draw(
      Results results,
      Map<String, String> groups,
      Path figures,
      String name,
      String title,
      ToDoubleFunction<EpochMetrics> value)
      throws IOException {
    List<LineChart.Line> lines =
        groups.entrySet().stream()
            .map(
                e ->
                    results.line(
                        "rate " + e.getKey(), e.getValue(), results.budget().shortEpochs(), value))
            .toList();
    LineChart.of(
            new LineChart.Spec(
                title + " by dropout rate",
                "Epoch",
                title.toLowerCase(Locale.ROOT),
                false,
                false,
                lines))
        .writeSvg(figures.resolve("dropout-" + name + ".svg"));
  }
}
