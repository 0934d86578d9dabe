package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One experiment of the reproduction: the trainings it needs, and its section of the report. A new
 * experiment implements this interface and is added to {@link Experiments#ALL}.
 */
interface Experiment {
  /** The name for {@code --only} and in {@code results.csv}. */
  String name();

  /** The learning-rate searches that the trainings need. */
  default List<LearningRateSearch> searches(Budget budget) {
    return List.of();
  }

  /** The trainings that the section needs; by default only those of the study's network. */
  default List<RunGroup> groups(Budget budget) {
    return List.of(StudyNetwork.shortRuns(budget));
  }

  /**
   * Writes the figures and returns the section of the report.
   *
   * @param results with all the groups and searches above finished
   * @param figures the folder for the figures
   */
  Section section(Results results, Path figures) throws IOException;
}
