package org.sezim.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/**
 * A search for a learning rate: each of a few is tried for a few epochs on nine tenths of Training,
 * and the one with the lowest loss on the last tenth is the best. (Accuracy cannot tell rates apart
 * under which two epochs bring no more than the commonest label.) No other face is looked at.
 *
 * @param name of the search
 * @param recipe whose rate is sought
 * @param rates to try
 * @param epochs of each try
 */
record LearningRateSearch(String name, Recipe recipe, List<Double> rates, int epochs) {
  private static final double HELD_OUT = 0.1;
  private static final long SEED = 1;

  LearningRateSearch {
    rates = List.copyOf(rates);
  }

  /** A group of one run a rate, in the order of the rates. */
  List<RunGroup> groups() {
    return rates.stream()
        .map(
            rate -> {
              Optimizer optimizer = new Optimizer(recipe.optimizer().name(), rate);
              Recipe tried =
                  recipe.withOptimizer(optimizer).withEpochs(epochs).withHeldOut(HELD_OUT);
              return new RunGroup(
                  name(rate), tried, List.of(SEED), Optional.empty(), Optional.empty(), false);
            })
        .toList();
  }

  /** The try with the lowest score; empty if all diverged. */
  static Optional<RunResult> best(List<RunResult> tries) {
    return tries.stream()
        .filter(run -> run.folder().diverged().isEmpty())
        .min(Comparator.comparingDouble(LearningRateSearch::score));
  }

  /** What the best rate has least of: the loss on the faces held out, in the try's best epoch. */
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
