package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.charts.IntervalChart;
import org.sezim.dataset.Split;

/** The study's main result: an accuracy of 60 % on validation data. */
final class SixtyPercentExperiment implements Experiment {
  private static final double STUDY = 0.60;

  @Override
  public String name() {
    return "sixty-percent";
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(StudyNetwork.shortRuns(budget), StudyNetwork.longRuns(budget));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<Table.Row> rows = new ArrayList<>();
    List<IntervalChart.Row> bars = new ArrayList<>();
    boolean hasPrivateTest = results.data().split(Split.PRIVATE_TEST).size() > 0;
    List<Split> splits =
        hasPrivateTest
            ? List.of(Split.PUBLIC_TEST, Split.PRIVATE_TEST)
            : List.of(Split.PUBLIC_TEST);
    for (String group : List.of(StudyNetwork.SHORT, StudyNetwork.LONG)) {
      int epochs = results.runs(group).get(0).metrics().size();
      for (Split split : splits) {
        Estimate mean = results.estimate(group, Metric.last(split));
        claims.add(
            new Claim(
                split.label() + " accuracy of 60 % or more after " + epochs + " epochs",
                new Quantity(mean, Unit.SHARE),
                STUDY,
                Double.POSITIVE_INFINITY));
        List<Table.Cell> cells = new ArrayList<>();
        for (RunResult run : results.runs(group)) {
          cells.add(Table.Cell.of(Estimate.ofRun(run, Metric.last(split)), Unit.SHARE));
        }
        cells.add(Table.Cell.of(mean, Unit.SHARE));
        String label = split.label() + ", epoch " + epochs;
        rows.add(new Table.Row(label, cells));
        for (RunResult run : results.runs(group)) {
          bars.add(
              Estimate.ofRun(run, Metric.last(split)).percentBar(label + ", seed " + run.seed()));
        }
        bars.add(mean.percentBar(label + ", mean"));
      }
    }
    List<String> columns = new ArrayList<>(List.of(""));
    results.runs(StudyNetwork.SHORT).forEach(run -> columns.add("seed " + run.seed()));
    columns.add("mean");
    IntervalChart.of(
            new IntervalChart.Spec(
                "Accuracy on faces not learned from",
                "Accuracy in percent, with 95 % interval",
                bars,
                OptionalDouble.of(100 * STUDY),
                "the study"))
        .writeSvg(figures.resolve(name() + ".svg"));
    return new Section(
        name(),
        "60 percent",
        "“We achieved 60% accuracy in recognizing human emotions on validating data.”",
        claims,
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    name(), "Accuracy of each seed with its interval", "Each seed, and the mean")),
            new Table("Accuracy after the last epoch", columns, rows),
            new Block.Text(
                "The last epoch is used, not the best: an epoch that is chosen and measured on the"
                    + " same faces looks better than it is. The interval of one seed covers only"
                    + " the finite number of faces; that of the mean also covers the seeds."
                    + (hasPrivateTest
                        ? ""
                        : " PrivateTest is not in this copy of the data, so it is not measured."))));
  }
}
