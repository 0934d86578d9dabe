package org.sezim.training.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sezim.SezimException;
import org.sezim.training.Provenance;
import org.sezim.training.RunFolder;
import org.sezim.training.data.Split;
import org.sezim.training.evaluate.EpochMetrics;
import org.sezim.training.evaluate.GradientNorms;
import org.sezim.training.evaluate.SplitMetrics;
import org.sezim.training.recipe.Recipe;

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

  private static final String HEADER = "split,faces,loss,accuracy";

  static RunResult read(RunFolder run) {
    Recipe recipe = run.recipe();
    return new RunResult(
        recipe.seed(),
        run,
        recipe,
        run.provenance(),
        run.metrics(),
        run.gradients(),
        Files.exists(lastFile(run)) ? readLast(run) : List.of());
  }

  static Path lastFile(RunFolder run) {
    return run.path().resolve(LAST);
  }

  static String lastCsv(List<SplitMetrics> last) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (SplitMetrics m : last) {
      csv.append(m.split().label()).append(',').append(m.faces()).append(',');
      csv.append(m.loss()).append(',').append(m.accuracy()).append('\n');
    }
    return csv.toString();
  }

  private static List<SplitMetrics> readLast(RunFolder run) {
    Path file = lastFile(run);
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.subList(1, lines.size()).stream()
          .map(line -> line.split(",", -1))
          .map(
              f ->
                  new SplitMetrics(
                      Split.of(f[0]),
                      Integer.parseInt(f[1]),
                      Double.parseDouble(f[2]),
                      Double.parseDouble(f[3])))
          .toList();
    } catch (IOException | RuntimeException e) {
      throw new SezimException(file.toString(), "expected the lines " + HEADER + " (" + e + ")", e);
    }
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
