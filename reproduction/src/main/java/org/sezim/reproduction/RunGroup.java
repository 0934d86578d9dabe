package org.sezim.reproduction;

import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Recipe;

/**
 * Trainings that differ in their seed alone. Each is a run, in a folder of its own.
 *
 * @param name of the group: letters, digits, {@code .} and {@code -}
 * @param recipe of all its runs, but for the seed and, where a search chooses it, the learning rate
 * @param seeds one a run
 * @param continues the group whose finished runs these go on with, for more epochs
 * @param search the search that chooses the learning rate
 * @param measured whether the last epoch is measured on every split: not needed for a search's runs
 */
record RunGroup(
    String name,
    Recipe recipe,
    List<Long> seeds,
    Optional<String> continues,
    Optional<String> search,
    boolean measured) {

  RunGroup {
    seeds = List.copyOf(seeds);
  }

  static RunGroup of(String name, Recipe recipe, List<Long> seeds) {
    return new RunGroup(name, recipe, seeds, Optional.empty(), Optional.empty(), true);
  }

  /** These runs go on where those of {@code group} ended. */
  RunGroup continuing(String group) {
    return new RunGroup(name, recipe, seeds, Optional.of(group), search, measured);
  }

  /** The learning rate is the one that {@code searched} found. */
  RunGroup withRateFrom(String searched) {
    return new RunGroup(name, recipe, seeds, continues, Optional.of(searched), measured);
  }

  /** The folder's name of the run with that seed. */
  String run(long seed) {
    return name + "-seed-" + seed;
  }
}
