package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.charts.IntervalChart;
import org.sezim.charts.LineChart;
import org.sezim.training.network.Network;
import org.sezim.training.run.EpochMetrics;

/** Accuracy and cost with smaller faces. */
final class InputSizeExperiment implements Experiment {
  private static final List<Integer> SIZES = List.of(16, 24, 32, 48);

  private static String group(int size) {
    return "size-" + size;
  }

  @Override
  public String name() {
    return "input-size";
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return SIZES.stream()
        .map(
            size ->
                RunGroup.of(
                    group(size),
                    StudyNetwork.withSize(size).withEpochs(budget.sideEpochs()),
                    budget.sideSeeds()))
        .toList();
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    int epochs = results.budget().sideEpochs();
    Metric validation = Metric.validation(epochs);
    List<Table.Row> rows = new ArrayList<>();
    List<IntervalChart.Row> bars = new ArrayList<>();
    List<LineChart.Line> lines = new ArrayList<>();
    for (int size : SIZES) {
      List<Network.Line> layers =
          Network.describe(StudyNetwork.withSize(size).network(), results.data().labels().size());
      Estimate accuracy = results.estimate(group(size), validation);
      rows.add(
          Table.Row.of(
              size + " pixels",
              results.cell(group(size), Metric.training(epochs), Unit.SHARE),
              Table.Cell.of(accuracy, Unit.SHARE),
              Table.Cell.count(layers.stream().mapToLong(Network.Line::parameters).sum()),
              Table.Cell.count(layers.stream().mapToLong(Network.Line::multiplyAdds).sum()),
              results.seconds(group(size))));
      bars.add(accuracy.percentBar(size + " pixels"));
      lines.add(
          results.line(size + " pixels", group(size), epochs, EpochMetrics::validationAccuracy));
    }
    IntervalChart.of(
            new IntervalChart.Spec(
                "Accuracy by input size",
                "PublicTest accuracy in percent, with 95 % interval",
                bars,
                OptionalDouble.empty(),
                ""))
        .writeSvg(figures.resolve(name() + ".svg"));
    LineChart.of(
            new LineChart.Spec(
                "Validation accuracy by input size",
                "Epoch",
                "validation accuracy",
                false,
                false,
                lines))
        .writeSvg(figures.resolve("input-size-curves.svg"));
    int smallest = SIZES.get(0);
    int largest = SIZES.get(SIZES.size() - 1);
    Estimate loss =
        results
            .estimate(group(largest), validation)
            .minus(results.estimate(group(smallest), validation));
    return new Section(
        name(),
        "Input size",
        "“If you select a size too small, then the network will not be able to identify key signs of"
            + " faces”; if the size is too large, the cost grows.",
        List.of(
            new Claim(
                smallest + " pixels are less accurate than " + largest,
                new Quantity(loss, Unit.POINTS),
                0,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    name(), "Accuracy by input size with intervals", "After the last epoch"),
                new Block.Figure(
                    "input-size-curves",
                    "Validation accuracy by epoch for four input sizes",
                    "Validation accuracy")),
            new Table(
                "After " + epochs + " epochs",
                List.of(
                    "",
                    "Training, while learning",
                    "PublicTest",
                    "parameters",
                    "multiply-adds",
                    "training time an epoch"),
                rows),
            new Block.Text(
                "The smaller sizes are FER-2013's 48 pixels reduced by averaging. By the study's"
                    + " formula, 16 pixels leave 2 before the third convolution, which needs 3."
                    + " Zero padding in the convolutions makes one network work for all sizes; it"
                    + " is also why 48 pixels cost more here than above.")));
  }
}
