package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.charts.LineChart;
import org.sezim.training.network.Loss;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/** Sigmoid and softmax outputs, each with cross-entropy and with squared error. */
final class OutputAndLossExperiment implements Experiment {
  private static final String SOFTMAX = "softmax-cross-entropy";
  private static final String SQUARED = "sigmoid-squared-error";
  private static final String SOFTMAX_SQUARED = "softmax-squared-error";

  /** Largest difference in accuracy that counts as none. */
  private static final double NO_DIFFERENCE = 0.02;

  private static RunGroup group(String name, OutputActivation output, Loss loss, Budget budget) {
    Recipe recipe = StudyNetwork.recipe().withName("paper-cnn-" + name).withOutput(output, loss);
    return RunGroup.of(name, recipe.withEpochs(budget.sideEpochs()), budget.sideSeeds());
  }

  @Override
  public String name() {
    return "outputs";
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(
        StudyNetwork.shortRuns(budget),
        group(SOFTMAX, OutputActivation.SOFTMAX, Loss.CROSS_ENTROPY, budget),
        group(SQUARED, OutputActivation.SIGMOID, Loss.SQUARED_ERROR, budget),
        group(SOFTMAX_SQUARED, OutputActivation.SOFTMAX, Loss.SQUARED_ERROR, budget));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().sideEpochs();
    Metric validation = Metric.validation(epochs);
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("sigmoid, cross-entropy", StudyNetwork.SHORT);
    groups.put("softmax, cross-entropy", SOFTMAX);
    groups.put("sigmoid, squared error", SQUARED);
    groups.put("softmax, squared error", SOFTMAX_SQUARED);
    List<Table.Row> rows = new ArrayList<>();
    List<LineChart.Line> lines = new ArrayList<>();
    groups.forEach(
        (label, group) -> {
          rows.add(
              Table.Row.of(
                  label,
                  results.cell(group, Metric.training(epochs), Unit.SHARE),
                  results.cell(group, validation, Unit.SHARE)));
          lines.add(results.line(label, group, epochs, EpochMetrics::validationAccuracy));
        });
    LineChart.of(
            new LineChart.Spec(
                "Outputs and losses", "Epoch", "validation accuracy", false, false, lines))
        .writeSvg(figures.resolve(name() + ".svg"));
    Estimate study = results.estimate(StudyNetwork.SHORT, validation);
    return new Section(
        name(),
        "Output and loss",
        "The output neurons are sigmoids, trained with categorical cross-entropy; the error at the"
            + " output is given as E = (d − y)².",
        List.of(
            new Claim(
                "Sigmoid outputs with cross-entropy end within two points of softmax",
                new Quantity(study.minus(results.estimate(SOFTMAX, validation)), Unit.POINTS),
                -NO_DIFFERENCE,
                NO_DIFFERENCE),
            new Claim(
                "With sigmoid outputs, cross-entropy ends within two points of squared error",
                new Quantity(study.minus(results.estimate(SQUARED, validation)), Unit.POINTS),
                -NO_DIFFERENCE,
                NO_DIFFERENCE)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    name(),
                    "Validation accuracy by epoch for two outputs and two losses",
                    "Validation accuracy")),
            new Table(
                "After " + epochs + " epochs",
                List.of("", "Training, while learning", "PublicTest"),
                rows),
            new Block.Text(
                "Cross-entropy on sigmoid outputs is computed as in Keras: the outputs are first"
                    + " divided by their sum.")));
  }
}
