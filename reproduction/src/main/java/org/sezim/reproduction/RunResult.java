package org.sezim.reproduction;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sezim.dataset.Split;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SplitMetrics;

/**
 * The results of a finished run, as read from its folder.
 *
 * @param seed seed of the run
 * @param folder folder of the run
 * @param recipe recipe of the run
 * @param provenance data, command and versions
 * @param metrics one entry per epoch
 * @param gradients one entry per epoch
 * @param last loss and accuracy of the last epoch's weights on each split of the data; empty for
 *     the runs of a search
 */
record RunResult(
    long seed,
    RunFolder folder,
    Recipe recipe,
    Provenance provenance,
    List<EpochMetrics> metrics,
    List<GradientNorms> gradients,
    List<SplitMetrics> last) {

  /** The file with the evaluation of the last epoch's weights. */
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

  /** The metrics of an epoch, numbered from 1; empty if there were fewer epochs. */
  Optional<EpochMetrics> epoch(int number) {
    return number <= metrics.size() ? Optional.of(metrics.get(number - 1)) : Optional.empty();
  }

  /** The evaluation of the last epoch on a split; empty if the data do not have the split. */
  Optional<SplitMetrics> last(Split split) {
    return last.stream().filter(m -> m.split() == split).findFirst();
  }

  /** The number of faces in Training. */
  int trainingFaces() {
    return faces(Split.TRAINING);
  }

  /** The number of faces in PublicTest, on which the run was validated. */
  int validationFaces() {
    return faces(Split.PUBLIC_TEST);
  }

  private int faces(Split split) {
    return Objects.requireNonNull(provenance.data().faces().get(split.label()), split.label());
  }
}
