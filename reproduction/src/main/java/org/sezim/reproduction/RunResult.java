package org.sezim.reproduction;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sezim.dataset.Split;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SplitMetrics;

/**
 * What a finished run left on disk.
 *
 * @param seed of the run
 * @param folder of the run
 * @param recipe that was trained
 * @param provenance where it comes from
 * @param metrics an entry an epoch
 * @param gradients an entry an epoch
 * @param last how the weights of the last epoch do on each split that the data have; empty for a
 *     search's runs
 */
record RunResult(
    long seed,
    RunFolder folder,
    Recipe recipe,
    Provenance provenance,
    List<EpochMetrics> metrics,
    List<GradientNorms> gradients,
    List<SplitMetrics> last) {

  /** The file with what the last epoch's weights do. */
  static final String LAST = "last.csv";

  static RunResult read(RunFolder run) {
    Recipe recipe = run.recipe();
    return new RunResult(
        recipe.seed(),
        run,
        recipe,
        run.provenance(),
        run.metrics(),
        run.gradients(),
        run.read(LAST, SplitMetrics.TABLE));
  }

  static Path lastFile(RunFolder run) {
    return run.path().resolve(LAST);
  }

  /** The epoch with that number, from 1; empty if there were fewer. */
  Optional<EpochMetrics> epoch(int number) {
    return number <= metrics.size() ? Optional.of(metrics.get(number - 1)) : Optional.empty();
  }

  /** The last epoch on a split; empty if the data lack it. */
  Optional<SplitMetrics> last(Split split) {
    return last.stream().filter(m -> m.split() == split).findFirst();
  }

  /** How many faces the run learned from. */
  int trainingFaces() {
    return provenance.data().faces().get(Split.TRAINING.label());
  }

  /** How many faces validated it. */
  int validationFaces() {
    return provenance.data().faces().get(Split.PUBLIC_TEST.label());
  }
}
