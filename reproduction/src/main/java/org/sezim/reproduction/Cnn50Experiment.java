package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.dataset.Split;

/** The study's second experiment, its Figure 6: overfitting. */
final class Cnn50Experiment implements Experiment {
  /** A rise of at most this counts as none, since seeds differ by as much. */
  private static final double NO_RISE = 0.01;

  /** The lowest validation loss must lie within this first share of the epochs. */
  private static final double TURNING_POINT = 0.8;

  @Override
  public String name() {
    return "cnn-50";
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(StudyNetwork.shortRuns(budget), StudyNetwork.longRuns(budget));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int shortEpochs = results.budget().shortEpochs();
    int longEpochs = results.budget().longEpochs();
    Metric training = rise(Metric.training(shortEpochs), Metric.training(longEpochs));
    Metric validation = rise(Metric.validation(shortEpochs), Metric.validation(longEpochs));
    Metric gap =
        rise(
            Metric.training(shortEpochs).minus(Metric.validation(shortEpochs)),
            Metric.training(longEpochs).minus(Metric.validation(longEpochs)));
    String group = StudyNetwork.LONG;
    String between = " from epoch " + shortEpochs + " to " + longEpochs;
    List<Claim> claims =
        List.of(
            inPoints("Training accuracy rises" + between, results, training, 0),
            new Claim(
                "Validation accuracy does not: it rises by a point at most",
                new Quantity(results.estimate(group, validation), Unit.POINTS),
                Double.NEGATIVE_INFINITY,
                NO_RISE),
            inPoints("The gap between the two grows" + between, results, gap, 0),
            new Claim(
                "Validation loss turns: it is lowest in the first four fifths of the epochs",
                new Quantity(results.estimate(group, Metric.bestLossEpoch()), Unit.EPOCHS),
                1,
                TURNING_POINT * longEpochs));
    List<Table.Row> rows = new ArrayList<>();
    rows.add(
        row(
            "Training, while learning",
            results,
            Metric.training(shortEpochs),
            Metric.training(longEpochs)));
    rows.add(
        row("PublicTest", results, Metric.validation(shortEpochs), Metric.validation(longEpochs)));
    rows.add(
        row(
            "gap of these two",
            results,
            Metric.training(shortEpochs).minus(Metric.validation(shortEpochs)),
            Metric.training(longEpochs).minus(Metric.validation(longEpochs))));
    List<Table.Row> last = new ArrayList<>();
    for (String runs : List.of(StudyNetwork.SHORT, StudyNetwork.LONG)) {
      last.add(
          Table.Row.of(
              "epoch " + (runs.equals(StudyNetwork.SHORT) ? shortEpochs : longEpochs),
              results.cell(runs, Metric.last(Split.TRAINING), Unit.SHARE),
              results.cell(runs, Metric.generalizationGap(), Unit.POINTS),
              results.cell(runs, Metric.lastLoss(Split.PUBLIC_TEST), Unit.LOSS),
              results.cell(runs, Metric.bestLossEpoch(), Unit.EPOCHS)));
    }
    return new Section(
        name(),
        "CNN, " + longEpochs + " epochs",
        "Figure 6: with 50 epochs instead of 30, training accuracy keeps rising but validation"
            + " accuracy does not: the network overfits.",
        claims,
        List.of(
            Cnn30Experiment.learningCurves(name(), results.runs(group).get(0), figures),
            new Table(
                "The same runs at two times",
                List.of("", "epoch " + shortEpochs, "epoch " + longEpochs, "change"),
                rows),
            new Table(
                "Dropout off",
                List.of(
                    "",
                    "Training",
                    "gap to PublicTest",
                    "validation loss",
                    "epoch of the lowest validation loss"),
                last),
            new Block.Text(
                "These runs continue those of the previous experiment. They give the same bytes as"
                    + " runs that have all epochs from the start.")));
  }

  private static Metric rise(Metric from, Metric to) {
    return to.minus(from);
  }

  private static Claim inPoints(String statement, Results results, Metric metric, double least) {
    return new Claim(
        statement,
        new Quantity(results.estimate(StudyNetwork.LONG, metric), Unit.POINTS),
        least,
        Double.POSITIVE_INFINITY);
  }

  private static Table.Row row(String label, Results results, Metric from, Metric to) {
    String group = StudyNetwork.LONG;
    Unit unit = label.startsWith("gap") ? Unit.POINTS : Unit.SHARE;
    return Table.Row.of(
        label,
        results.cell(group, from, unit),
        results.cell(group, to, unit),
        results.cell(group, rise(from, to), Unit.POINTS));
  }
}
