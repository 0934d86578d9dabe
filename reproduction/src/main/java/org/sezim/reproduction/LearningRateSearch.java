package org.sezim.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/**
 * A search for a learning rate: each rate is trained for a few epochs on nine tenths of Training,
 * and the one with the lowest loss on the held-out tenth is selected. (Accuracy cannot separate
 * rates with which the network predicts only the most frequent label after two epochs.) No other
 * face is used.
 *
 * @param name name of the search
 * @param recipe the recipe for which a rate is searched
 * @param rates the rates to try
 * @param epochs number of epochs of each trial
 */
record LearningRateSearch(String name, Recipe recipe, List<Double> rates, int epochs) {
  private static final double HELD_OUT = 0.1;
  private static final long SEED = 1;

  LearningRateSearch {
    rates = List.copyOf(rates);
  }

  /** The trials: one group of one run for each rate, in the order of the rates. */
  List<RunGroup> groups() {
    return rates.stream()
        .map(
            rate -> {
              Optimizer optimizer = new Optimizer(recipe.optimizer().name(), rate);
              Recipe trial =
                  recipe.withOptimizer(optimizer).withEpochs(epochs).withHeldOut(HELD_OUT);
              return new RunGroup(
                  name(rate), trial, List.of(SEED), Optional.empty(), Optional.empty(), false);
            })
        .toList();
  }

  /** The trial with the lowest score; empty if all diverged. */
  static Optional<RunResult> best(List<RunResult> trials) {
    return trials.stream()
        .filter(run -> run.folder().diverged().isEmpty())
        .min(Comparator.comparingDouble(LearningRateSearch::score));
  }

  /** Selection score, lower is better: the trial's minimum held-out loss over its epochs. */
  static double score(RunResult run) {
    return run.metrics().stream()
        .mapToDouble(EpochMetrics::validationLoss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private String name(double rate) {
    return "search-" + name + "-" + StudyNetwork.plain(rate);
  }
}
