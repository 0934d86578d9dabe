package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sezim.charts.LineChart;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/** Five optimizers, each with a learning rate from the same search. */
final class OptimizerExperiment implements Experiment {
  /** Largest difference from the best that still counts as equally good. */
  private static final double TOLERANCE = 0.01;

  /** The optimizers to compare. */
  private static final List<Optimizer.Name> COMPARED =
      List.of(
          Optimizer.Name.SGD,
          Optimizer.Name.MOMENTUM,
          Optimizer.Name.RMSPROP,
          Optimizer.Name.ADAGRAD,
          Optimizer.Name.ADAM);

  private static Recipe recipe(Optimizer.Name name) {
    // The rate is a placeholder for the one that the search finds.
    return StudyNetwork.recipe()
        .withName("paper-cnn-" + word(name))
        .withOptimizer(new Optimizer(name, StudyNetwork.recipe().optimizer().learningRate()));
  }

  private static String word(Optimizer.Name name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  private static String group(Optimizer.Name name) {
    return "optimizer-" + word(name);
  }

  @Override
  public String name() {
    return "optimizers";
  }

  @Override
  public List<LearningRateSearch> searches(Budget budget) {
    return COMPARED.stream()
        .map(
            name ->
                new LearningRateSearch(
                    word(name), recipe(name), budget.rates(), budget.searchEpochs()))
        .toList();
  }

  @Override
  public List<RunGroup> groups(Budget budget) {
    return COMPARED.stream()
        .map(
            name ->
                RunGroup.of(
                        group(name),
                        recipe(name).withEpochs(budget.sideEpochs()),
                        budget.sideSeeds())
                    .withRateFrom(word(name)))
        .toList();
  }

  @Override
  public Section section(Results results, Path figures) throws IOException {
    Budget budget = results.budget();
    int epochs = budget.sideEpochs();
    Metric validation = Metric.validation(epochs);
    Estimate adam = results.estimate(group(Optimizer.Name.ADAM), validation);
    Estimate best =
        COMPARED.stream()
            .filter(name -> name != Optimizer.Name.ADAM)
            .map(name -> results.estimate(group(name), validation))
            .max(Comparator.comparingDouble(Estimate::value))
            .orElseThrow();
    List<Table.Row> rows = new ArrayList<>();
    List<Table.Row> trials = new ArrayList<>();
    List<LineChart.Line> validationLines = new ArrayList<>();
    List<LineChart.Line> lossLines = new ArrayList<>();
    List<LineChart.Line> searchLines = new ArrayList<>();
    boolean atEdge = false;
    for (Optimizer.Name name : COMPARED) {
      LearningRateSearch search =
          new LearningRateSearch(word(name), recipe(name), budget.rates(), budget.searchEpochs());
      double rate = results.runs(group(name)).get(0).recipe().optimizer().learningRate();
      boolean edge =
          rate == budget.rates().get(0) || rate == budget.rates().get(budget.rates().size() - 1);
      atEdge |= edge;
      rows.add(
          Table.Row.of(
              word(name),
              Table.Cell.exact(rate, Unit.RATE),
              Table.Cell.text(edge ? "yes" : "no"),
              results.cell(group(name), Metric.training(epochs), Unit.SHARE),
              results.cell(group(name), validation, Unit.SHARE),
              results.seconds(group(name))));
      List<Table.Cell> losses = new ArrayList<>();
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (RunGroup trial : search.groups()) {
        RunResult run = results.runs(trial.name()).get(0);
        boolean diverged = run.folder().diverged().isPresent();
        double loss = LearningRateSearch.score(run);
        losses.add(
            diverged
                ? Table.Cell.text("diverged")
                : Table.Cell.of(
                    new Estimate(loss, Optional.empty(), List.of(run.seed())), Unit.LOSS));
        x.add(trial.recipe().optimizer().learningRate());
        y.add(diverged ? Double.NaN : loss);
      }
      trials.add(new Table.Row(word(name), losses));
      searchLines.add(new LineChart.Line(word(name), x, y));
      validationLines.add(
          results.line(word(name), group(name), epochs, EpochMetrics::validationAccuracy));
      lossLines.add(results.line(word(name), group(name), epochs, EpochMetrics::trainingLoss));
    }
    LineChart.of(
            new LineChart.Spec(
                "Validation accuracy by optimiser",
                "Epoch",
                "validation accuracy",
                false,
                false,
                validationLines))
        .writeSvg(figures.resolve("optimizers-accuracy.svg"));
    LineChart.of(
            new LineChart.Spec(
                "Training loss by optimiser", "Epoch", "training loss", false, false, lossLines))
        .writeSvg(figures.resolve("optimizers-loss.svg"));
    LineChart.of(
            new LineChart.Spec(
                "The search for learning rates",
                "Learning rate",
                "loss on held-out faces",
                true,
                false,
                searchLines))
        .writeSvg(figures.resolve("optimizers-search.svg"));
    List<String> rates = new ArrayList<>(List.of("loss at learning rate"));
    budget.rates().forEach(rate -> rates.add(Unit.RATE.format(rate)));
    return new Section(
        name(),
        "Optimisers",
        "Adam is chosen among “the most common optimization methods for learning deep networks”.",
        List.of(
            new Claim(
                "Adam ends at most a point below the best of the other four",
                new Quantity(adam.minus(best), Unit.POINTS),
                -TOLERANCE,
                Double.POSITIVE_INFINITY)),
        List.of(
            Block.Figures.of(
                new Block.Figure(
                    "optimizers-accuracy",
                    "Validation accuracy by epoch for five optimisers",
                    "Validation accuracy"),
                new Block.Figure(
                    "optimizers-loss",
                    "Training loss by epoch for five optimisers",
                    "Training loss"),
                new Block.Figure(
                    "optimizers-search",
                    "Loss on held-out faces by learning rate for five optimisers",
                    "Learning-rate search")),
            new Table(
                "After " + epochs + " epochs",
                List.of(
                    "",
                    "learning rate found",
                    "at the edge of the search",
                    "Training, while learning",
                    "PublicTest",
                    "training time an epoch"),
                rows),
            new Table("The search", rates, trials),
            new Block.Text(
                "The search trains with each rate for "
                    + budget.searchEpochs()
                    + (budget.searchEpochs() == 1 ? " epoch" : " epochs")
                    + " on nine tenths of Training and selects the lowest loss on the remaining"
                    + " tenth."
                    + (atEdge
                        ? " Where the selected rate is the largest or smallest that was tried, a"
                            + " better one may lie outside the search."
                        : "")
                    + " Momentum is 0.9; all other settings are libtorch's defaults.")));
  }
}
