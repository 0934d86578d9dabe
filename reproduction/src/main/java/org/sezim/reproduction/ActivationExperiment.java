package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.sezim.charts.LineChart;
import org.sezim.training.network.Activation;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;

/**
 * ReLU and sigmoid in the hidden layers, and the gradients that reach the first layer with each.
 */
final class ActivationExperiment implements Experiment {
  private static final String SIGMOID = "sigmoid-layers";

  /** Within this factor of the last layer's gradient, the first layer's counts as steady. */
  private static final double FACTOR = 10;

  /** An activation function and the group of runs that use it. */
  private record Variant(String function, String group) {}

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return List.of(
        StudyNetwork.shortRuns(budget),
        RunGroup.of(
            SIGMOID,
            StudyNetwork.withActivation(Activation.Function.SIGMOID)
                .withEpochs(budget.sideEpochs()),
            budget.sideSeeds()));
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().sideEpochs();
    Metric validation = Metric.validation(epochs);
    List<Variant> variants =
        List.of(new Variant("ReLU", StudyNetwork.SHORT), new Variant("sigmoid", SIGMOID));
    List<Table.Row> rows = new ArrayList<>();
    List<Table.Row> norms = new ArrayList<>();
    List<LineChart.Line> lines = new ArrayList<>();
    for (Variant variant : variants) {
      String function = variant.function();
      String group = variant.group();
      rows.add(
          Table.Row.of(
              function,
              results.cell(group, Metric.training(epochs), Unit.SHARE),
              results.cell(group, validation, Unit.SHARE),
              Table.Cell.of(gradientRatio(results, group, epochs), Unit.RATIO)));
      lines.add(
          results.line(function + ", validation", group, epochs, EpochMetrics::validationAccuracy));
      lines.add(
          results.line(function + ", training", group, epochs, EpochMetrics::trainingAccuracy));
      List<LineChart.Line> byLayer = new ArrayList<>();
      for (String weight : weights(results, group)) {
        byLayer.add(norms(results, group, weight, epochs));
        norms.add(
            Table.Row.of(
                function + ", " + weight,
                norm(results, group, weight, 1),
                norm(results, group, weight, epochs)));
      }
      LineChart.of(
              new LineChart.Spec(
                  "Gradients with " + function + " layers",
                  "Epoch",
                  "norm of the gradient",
                  false,
                  true,
                  byLayer))
          .writeSvg(figures.resolve("gradients-" + function.toLowerCase(Locale.ROOT) + ".svg"));
    }
    LineChart.of(
            new LineChart.Spec(
                "ReLU and sigmoid in the hidden layers", "Epoch", "accuracy", false, false, lines))
        .writeSvg(figures.resolve("activations.svg"));
    Estimate lead =
        results
            .estimate(StudyNetwork.SHORT, validation)
            .minus(results.estimate(SIGMOID, validation));
    String question = "the first layer's gradient against the last's ";
    return new Section(
        name(),
        "Activations",
        "ReLU was chosen “since it does not lead to problems with attenuation or increasing"
            + " gradients”.",
        List.of(
            new Claim(
                "ReLU: " + question + "stays within a factor of ten in every epoch",
                new Quantity(gradientRatio(results, StudyNetwork.SHORT, epochs), Unit.RATIO),
                1 / FACTOR,
                FACTOR),
            new Claim(
                "Sigmoid: " + question + "is less than a tenth in every epoch",
                new Quantity(gradientRatio(results, SIGMOID, epochs), Unit.RATIO),
                0,
                1 / FACTOR),
            new Claim(
                "ReLU ends more accurate than sigmoid",
                new Quantity(lead, Unit.POINTS),
                0,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    "activations",
                    "Accuracy by epoch with ReLU and with sigmoid layers",
                    "Accuracy"),
                new Block.Figure(
                    "gradients-relu",
                    "Norm of each layer's gradient by epoch, ReLU",
                    "Gradients, ReLU, seed 1"),
                new Block.Figure(
                    "gradients-sigmoid",
                    "Norm of each layer's gradient by epoch, sigmoid",
                    "Gradients, sigmoid, seed 1")),
            new Table(
                "After " + epochs + " epochs",
                List.of("", "Training, while learning", "PublicTest", "first layer against last"),
                rows),
            new Table(
                "Norm of the gradient, seed 1", List.of("", "epoch 1", "epoch " + epochs), norms),
            new Block.Text(
                "The norm is that of the gradient of the loss with respect to a layer's weights,"
                    + " averaged over every tenth step. *First layer against last* is the ratio of"
                    + " the first convolution's norm to the output layer's: the geometric mean over"
                    + " the epochs, with the lowest and highest value of all epochs and seeds in"
                    + " brackets.")));
  }

  private static List<String> weights(Results results, String group) {
    return List.copyOf(results.runs(group).get(0).gradients().get(0).byWeight().keySet());
  }

  private static double norm(GradientNorms norms, String weight) {
    return Objects.requireNonNull(norms.byWeight().get(weight), weight);
  }

  private static Table.Cell norm(Results results, String group, String weight, int epoch) {
    RunResult first = results.runs(group).get(0);
    return Table.Cell.of(
        new Estimate(
            norm(first.gradients().get(epoch - 1), weight),
            Optional.empty(),
            List.of(first.seed())),
        Unit.NORM);
  }

  private static LineChart.Line norms(Results results, String group, String weight, int epochs) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (GradientNorms g : results.runs(group).get(0).gradients().subList(0, epochs)) {
      x.add((double) g.epoch());
      y.add(norm(g, weight));
    }
    return new LineChart.Line(weight, x, y);
  }

  /** The ratio of the first layer's gradient norm to the last layer's. */
  private static Estimate gradientRatio(Results results, String group, int epochs) {
    List<String> weights = weights(results, group);
    String last = weights.get(weights.size() - 1);
    double[] ratios =
        results.runs(group).stream()
            .flatMap(run -> run.gradients().subList(0, epochs).stream())
            .mapToDouble(g -> norm(g, weights.get(0)) / norm(g, last))
            .toArray();
    return Estimate.range(
        Math.exp(DoubleStream.of(ratios).map(Math::log).average().orElseThrow()),
        DoubleStream.of(ratios).min().orElseThrow(),
        DoubleStream.of(ratios).max().orElseThrow(),
        results.runs(group).stream().map(RunResult::seed).toList());
  }
}
