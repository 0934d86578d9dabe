package org.sezim.training.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.training.TrainingCurves;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.data.Split;

/** The study's second experiment, its Figure 6: over-fitting. */
final class Cnn50 implements Experiment {
  /** A rise of a point or less is none: seeds differ by as much. */
  private static final double NO_RISE = 0.01;

  /** The lowest validation loss must lie in this part of the epochs, or nothing has turned. */
  private static final double TURNED = 0.8;

  @Override
  public String name() {
    return "cnn-50";
  }

  @Override
  public List<Group> groups(Scale scale) {
    return List.of(StudyNetwork.shortRuns(scale), StudyNetwork.longRuns(scale));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int shortEpochs = results.scale().shortEpochs();
    int longEpochs = results.scale().longEpochs();
    Measure training = rise(Measure.training(shortEpochs), Measure.training(longEpochs));
    Measure validation = rise(Measure.validation(shortEpochs), Measure.validation(longEpochs));
    Measure gap =
        rise(
            Measure.training(shortEpochs).minus(Measure.validation(shortEpochs)),
            Measure.training(longEpochs).minus(Measure.validation(longEpochs)));
    String group = StudyNetwork.LONG;
    String between = " from epoch " + shortEpochs + " to " + longEpochs;
    List<Check> checks =
        List.of(
            check("Training accuracy rises" + between, results, training, 0),
            new Check(
                "Validation accuracy does not: it rises by a point at most",
                new Quantity(results.estimate(group, validation), Unit.POINTS),
                Double.NEGATIVE_INFINITY,
                NO_RISE),
            check("The gap between the two grows" + between, results, gap, 0),
            new Check(
                "Validation loss turns: it is lowest in the first four fifths of the epochs",
                new Quantity(results.estimate(group, Measure.turn()), Unit.EPOCHS),
                1,
                TURNED * longEpochs));
    List<Table.Row> rows = new ArrayList<>();
    rows.add(
        row(
            "Training, while learning",
            results,
            Measure.training(shortEpochs),
            Measure.training(longEpochs)));
    rows.add(
        row(
            "PublicTest",
            results,
            Measure.validation(shortEpochs),
            Measure.validation(longEpochs)));
    rows.add(
        row(
            "gap of these two",
            results,
            Measure.training(shortEpochs).minus(Measure.validation(shortEpochs)),
            Measure.training(longEpochs).minus(Measure.validation(longEpochs))));
    List<Table.Row> last = new ArrayList<>();
    for (String runs : List.of(StudyNetwork.SHORT, StudyNetwork.LONG)) {
      last.add(
          Table.Row.of(
              "epoch " + (runs.equals(StudyNetwork.SHORT) ? shortEpochs : longEpochs),
              results.cell(runs, Measure.last(Split.TRAINING), Unit.SHARE),
              results.cell(runs, Measure.gap(), Unit.POINTS),
              results.cell(runs, Measure.lastLoss(Split.PUBLIC_TEST), Unit.LOSS),
              results.cell(runs, Measure.turn(), Unit.EPOCHS)));
    }
    List<EpochMetrics> first = results.runs(group).get(0).metrics();
    TrainingCurves.loss(first).writeSvg(figures.resolve(name() + "/loss.svg"));
    TrainingCurves.accuracy(first).writeSvg(figures.resolve(name() + "/accuracy.svg"));
    return new Section(
        name(),
        "CNN, " + longEpochs + " epochs",
        "Figure 6: with 50 epochs instead of 30, training accuracy goes on rising, validation"
            + " accuracy does not: the network over-fits.",
        checks,
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    name() + "/loss", "Training and validation loss by epoch", "Loss, seed 1"),
                new Block.Figure(
                    name() + "/accuracy",
                    "Training and validation accuracy by epoch",
                    "Accuracy, seed 1")),
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
                "The runs are those of the experiment before, gone on with: the same bytes as runs"
                    + " that were given all epochs from the start.")));
  }

  private static Measure rise(Measure from, Measure to) {
    return to.minus(from);
  }

  private static Check check(String statement, Results results, Measure measure, double least) {
    return new Check(
        statement,
        new Quantity(results.estimate(StudyNetwork.LONG, measure), Unit.POINTS),
        least,
        Double.POSITIVE_INFINITY);
  }

  private static Table.Row row(String label, Results results, Measure from, Measure to) {
    String group = StudyNetwork.LONG;
    Unit unit = label.startsWith("gap") ? Unit.POINTS : Unit.SHARE;
    return Table.Row.of(
        label,
        results.cell(group, from, unit),
        results.cell(group, to, unit),
        results.cell(group, rise(from, to), Unit.POINTS));
  }
}
