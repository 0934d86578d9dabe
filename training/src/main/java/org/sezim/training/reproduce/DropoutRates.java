package org.sezim.training.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.sezim.charts.LineChart;
import org.sezim.training.data.Split;
import org.sezim.training.run.EpochMetrics;

/** Thinning lessens over-fitting. */
final class DropoutRates implements Experiment {
  private static final String NONE = "dropout-0";
  private static final String QUARTER = "dropout-0.25";

  @Override
  public String name() {
    return "dropout";
  }

  private static Group group(String name, double rate, Scale scale) {
    return Group.of(
        name, StudyNetwork.withDropout(rate).withEpochs(scale.shortEpochs()), scale.seeds());
  }

  @Override
  public List<Group> groups(Scale scale) {
    return List.of(
        StudyNetwork.shortRuns(scale), group(NONE, 0, scale), group(QUARTER, 0.25, scale));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.scale().shortEpochs();
    Map<String, String> groups = new TreeMap<>();
    groups.put("0", NONE);
    groups.put("0.25", QUARTER);
    groups.put("0.5", StudyNetwork.SHORT);
    Measure validation = Measure.validation(epochs);
    Estimate narrower =
        results
            .estimate(NONE, Measure.gap())
            .minus(results.estimate(StudyNetwork.SHORT, Measure.gap()));
    Estimate better =
        results.estimate(StudyNetwork.SHORT, validation).minus(results.estimate(NONE, validation));
    List<Table.Row> rows =
        groups.entrySet().stream()
            .map(
                e ->
                    Table.Row.of(
                        "rate " + e.getKey(),
                        results.cell(e.getValue(), Measure.last(Split.TRAINING), Unit.SHARE),
                        results.cell(e.getValue(), validation, Unit.SHARE),
                        results.cell(e.getValue(), Measure.gap(), Unit.POINTS),
                        results.cell(e.getValue(), Measure.lastLoss(Split.PUBLIC_TEST), Unit.LOSS),
                        results.cell(e.getValue(), Measure.turn(), Unit.EPOCHS)))
            .toList();
    draw(results, groups, figures, "accuracy", "Validation accuracy", m -> m.validationAccuracy());
    draw(results, groups, figures, "loss", "Validation loss", EpochMetrics::validationLoss);
    return new Section(
        name(),
        "Dropout",
        "Thinning (dropout) was used because the network learned its training data by heart: it"
            + " lessens over-fitting.",
        List.of(
            new Check(
                "The gap between Training and PublicTest is wider without dropout than at rate 0.5",
                new Quantity(narrower, Unit.POINTS),
                0,
                Double.POSITIVE_INFINITY),
            new Check(
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
                        "rate " + e.getKey(), e.getValue(), results.scale().shortEpochs(), value))
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
