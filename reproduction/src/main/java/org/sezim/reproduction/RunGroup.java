package org.sezim.reproduction;

import java.util.List;
import java.util.Optional;
import org.sezim.training.recipe.Recipe;

/**
 * Trainings that differ only in their seed. Each is a run in its own folder.
 *
 * @param name name of the group: letters, digits, {@code .} and {@code -}
 * @param recipe recipe of all its runs, except for the seed and a learning rate from a search
 * @param seeds one per run
 * @param continues the group whose finished runs these continue for more epochs
 * @param search the search that selects the learning rate
 * @param measured true if the last epoch is evaluated on every split, which a search does not need
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

  /** A group with a fixed learning rate, trained from the first epoch. */
  static RunGroup of(String name, Recipe recipe, List<Long> seeds) {
    return new RunGroup(name, recipe, seeds, Optional.empty(), Optional.empty(), true);
  }

  /** The same group, continuing the runs of {@code group}. */
  RunGroup continuing(String group) {
    return new RunGroup(name, recipe, seeds, Optional.of(group), search, measured);
  }

  /** The same group, with the learning rate that {@code search} selects. */
  RunGroup withRateFrom(String search) {
    return new RunGroup(name, recipe, seeds, continues, Optional.of(search), measured);
  }

  /** The name of the run with this seed, which is also its folder's name. */
  String runName(long seed) {
    return name + "-seed-" + seed;
  }
}
