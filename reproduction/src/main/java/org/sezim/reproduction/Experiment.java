package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One question to the study: what to train for it, and what the report then says. */
interface Experiment {
  /** As {@code --only} and {@code results.csv} name it. */
  String name();

  /** Searches for a learning rate that must be done. */
  default List<LearningRateSearch> searches(Budget scale) {
    return List.of();
  }

  /** Trainings that must be finished. */
  List<RunGroup> groups(Budget scale);

  /**
   * What the report says of it.
   *
   * @param results of all groups and searches named above, all finished
   * @param figures the folder to write pictures to
   */
  Section section(Results results, Path figures) throws IOException;
}
