package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.charts.LineChart;
import org.sezim.dataset.Split;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/** Comparison of the convolutional network with a multilayer perceptron. */
final class PerceptronExperiment implements Experiment {
  private static final String GROUP = "perceptron";

  /** The study's 10 to 15 percent, read as points of accuracy. */
  private static final double STUDY_LOW = 0.10;

  private static final double STUDY_HIGH = 0.15;

  /** Largest ratio of weights in the first layer that counts as "far fewer". */
  private static final double FAR_FEWER_AT_PIXELS = 0.1;

  /** Largest ratio of weights in the whole network that counts as "far fewer". */
  private static final double FAR_FEWER = 0.5;

  private static Recipe recipe() {
    return Recipe.bundled("paper-mlp");
  }

  @Override
  public String name() {
    return "perceptron";
  }

  @Override
  public List<LearningRateSearch> searches(Budget budget) {
    return List.of(new LearningRateSearch(GROUP, recipe(), budget.rates(), budget.searchEpochs()));
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(
        StudyNetwork.shortRuns(budget),
        RunGroup.of(GROUP, recipe().withEpochs(budget.shortEpochs()), budget.seeds())
            .withRateFrom(GROUP));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().shortEpochs();
    int classes = results.data().labels().size();
    List<Network.Line> cnn = weighted(StudyNetwork.recipe(), classes);
    List<Network.Line> perceptron = weighted(recipe(), classes);
    Metric validation = Metric.validation(epochs);
    Quantity lead =
        new Quantity(
            results
                .estimate(StudyNetwork.SHORT, validation)
                .minus(results.estimate(GROUP, validation)),
            Unit.POINTS);
    double atPixels = (double) cnn.get(0).parameters() / perceptron.get(0).parameters();
    double whole = (double) sum(cnn) / sum(perceptron);
    List<Claim> claims =
        List.of(
            new Claim(
                "The convolutional network is more accurate", lead, 0, Double.POSITIVE_INFINITY),
            new Claim("It is so by 10 to 15 points", lead, STUDY_LOW, STUDY_HIGH),
            new Claim(
                "Far fewer weights where the pixels enter: a tenth of the perceptron's at most",
                new Quantity(Estimate.exact(atPixels), Unit.RATIO),
                0,
                FAR_FEWER_AT_PIXELS),
            new Claim(
                "Far fewer weights in the whole network: half of the perceptron's at most",
                new Quantity(Estimate.exact(whole), Unit.RATIO),
                0,
                FAR_FEWER));
    List<Table.Row> rows = new ArrayList<>();
    for (String group : List.of(StudyNetwork.SHORT, GROUP)) {
      rows.add(
          Table.Row.of(
              group.equals(GROUP) ? "perceptron" : "convolutional network",
              Table.Cell.exact(
                  results.runs(group).get(0).recipe().optimizer().learningRate(), Unit.RATE),
              results.cell(group, Metric.last(Split.TRAINING), Unit.SHARE),
              results.cell(group, validation, Unit.SHARE),
              results.cell(group, Metric.generalizationGap(), Unit.POINTS),
              results.seconds(group)));
    }
    List<Table.Row> layers = new ArrayList<>();
    addLayers(layers, "convolutional network", cnn);
    addLayers(layers, "perceptron", perceptron);
    LineChart.of(
            new LineChart.Spec(
                "Convolutional network and perceptron",
                "Epoch",
                "Accuracy",
                false,
                false,
                List.of(
                    results.line(
                        "CNN, validation",
                        StudyNetwork.SHORT,
                        epochs,
                        EpochMetrics::validationAccuracy),
                    results.line(
                        "perceptron, validation", GROUP, epochs, EpochMetrics::validationAccuracy),
                    results.line(
                        "CNN, training",
                        StudyNetwork.SHORT,
                        epochs,
                        EpochMetrics::trainingAccuracy),
                    results.line(
                        "perceptron, training", GROUP, epochs, EpochMetrics::trainingAccuracy))))
        .writeSvg(figures.resolve(name() + ".svg"));
    return new Section(
        name(),
        "CNN against perceptron",
        "“On average, the recognition accuracy of such networks exceeds conventional perceptron by"
            + " 10-15%”; and a perceptron needs many weights, one per pixel and neuron, while a"
            + " convolution needs a limited number.",
        claims,
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    name(),
                    "Accuracy of both networks by epoch",
                    "Accuracy by epoch, mean of the seeds")),
            new Table(
                "After " + epochs + " epochs",
                List.of(
                    "",
                    "learning rate",
                    "Training, dropout off",
                    "PublicTest",
                    "gap",
                    "training time an epoch"),
                rows),
            new Table(
                "Parameters by layer",
                List.of("", "parameters", "weights a value of its input has", "multiply-adds"),
                layers),
            new Block.Text(
                "The perceptron's learning rate comes from the same search as those of the"
                    + " optimisers below. Each run uses one thread; the convolutional network"
                    + " trains in bfloat16, the perceptron in float32. Most weights of the"
                    + " convolutional network belong to the dense layers at its end.")));
  }

  private static List<Network.Line> weighted(Recipe recipe, int classes) {
    return Network.describe(recipe.network(), classes).stream()
        .filter(line -> line.parameters() > 0)
        .toList();
  }

  private static long sum(List<Network.Line> lines) {
    return lines.stream().mapToLong(Network.Line::parameters).sum();
  }

  private static void addLayers(List<Table.Row> rows, String name, List<Network.Line> lines) {
    for (Network.Line line : lines) {
      rows.add(
          Table.Row.of(
              name + ": " + NetworkTable.describe(line.layer()),
              Table.Cell.count(line.parameters()),
              Table.Cell.exact((double) line.multiplyAdds() / line.input().count(), Unit.COUNT),
              Table.Cell.count(line.multiplyAdds())));
    }
    rows.add(
        Table.Row.of(
            name + ": together",
            Table.Cell.count(sum(lines)),
            Table.Cell.text(""),
            Table.Cell.count(lines.stream().mapToLong(Network.Line::multiplyAdds).sum())));
  }
}
