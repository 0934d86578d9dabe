package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.dataset.Split;
import org.sezim.training.run.TrainingCurves;

/** The study's first experiment, its Figure 5. */
final class Cnn30Experiment implements Experiment {
  /** Tolerance for "near" a figure that was read off a plot. */
  private static final double NEAR = 0.05;

  private static final double STUDY_TRAINING = 0.70;
  private static final double STUDY_VALIDATION = 0.60;

  @Override
  public String name() {
    return "cnn-30";
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().shortEpochs();
    Metric training = Metric.training(epochs);
    Metric validation = Metric.validation(epochs);
    List<Claim> claims =
        List.of(
            near("Training accuracy near 0.70", results, training, STUDY_TRAINING),
            near("Validation accuracy near 0.60", results, validation, STUDY_VALIDATION));
    List<Table.Row> rows = new ArrayList<>();
    for (RunResult run : results.runs(StudyNetwork.SHORT)) {
      rows.add(
          Table.Row.of(
              "seed " + run.seed(),
              Table.Cell.of(Estimate.ofRun(run, training), Unit.SHARE),
              Table.Cell.of(Estimate.ofRun(run, Metric.last(Split.TRAINING)), Unit.SHARE),
              Table.Cell.of(Estimate.ofRun(run, validation), Unit.SHARE),
              Table.Cell.of(Estimate.ofRun(run, Metric.bestLossEpoch()), Unit.EPOCHS)));
    }
    rows.add(
        Table.Row.of(
            "mean",
            results.cell(StudyNetwork.SHORT, training, Unit.SHARE),
            results.cell(StudyNetwork.SHORT, Metric.last(Split.TRAINING), Unit.SHARE),
            results.cell(StudyNetwork.SHORT, validation, Unit.SHARE),
            results.cell(StudyNetwork.SHORT, Metric.bestLossEpoch(), Unit.EPOCHS)));
    Table table =
        new Table(
            "After " + epochs + " epochs",
            List.of(
                "",
                "Training, while learning",
                "Training, dropout off",
                "PublicTest",
                "epoch of the lowest validation loss"),
            rows);
    return new Section(
        name(),
        "CNN, " + epochs + " epochs",
        "Figure 5: after 30 epochs, accuracy is about 0.70 on the training data and about 0.60 on"
            + " the validation data.",
        claims,
        List.of(
            learningCurves(name(), results.runs(StudyNetwork.SHORT).get(0), figures),
            table,
            new Block.Text(
                "Training accuracy *while learning* is what the study's curves show: the mean over"
                    + " the epoch, with dropout active. *Dropout off* is the accuracy on the same"
                    + " faces after the last epoch, without dropout.")));
  }

  /** Draws loss and accuracy of a group's first run by epoch. */
  static Block.Figures learningCurves(String experiment, RunResult run, Path figures)
      throws IOException {
    String loss = experiment + "/loss";
    String accuracy = experiment + "/accuracy";
    TrainingCurves.loss(run.metrics()).writeSvg(figures.resolve(loss + ".svg"));
    TrainingCurves.accuracy(run.metrics()).writeSvg(figures.resolve(accuracy + ".svg"));
    return Block.Figures.of(
        new Block.Figure(loss, "Training and validation loss by epoch", "Loss, seed 1"),
        new Block.Figure(
            accuracy, "Training and validation accuracy by epoch", "Accuracy, seed 1"));
  }

  private static Claim near(String statement, Results results, Metric metric, double figure) {
    Quantity quantity = new Quantity(results.estimate(StudyNetwork.SHORT, metric), Unit.SHARE);
    return new Claim(statement, quantity, figure - NEAR, figure + NEAR);
  }
}
