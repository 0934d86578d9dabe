package org.sezim.reproduction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.dataset.Split;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SplitMetrics;

/** Run folders with given figures, without any training. */
final class SyntheticRuns {
  static final int TRAINING = 28_709;
  static final int PUBLIC_TEST = 3_589;

  private SyntheticRuns() {}

  /**
   * A run whose accuracies rise linearly to the given ones and whose validation loss is lowest in
   * epoch {@code bestLossEpoch}.
   */
  static RunResult run(
      Path folder,
      RunGroup group,
      long seed,
      double training,
      double validation,
      int bestLossEpoch) {
    Recipe recipe = group.recipe().withSeed(seed);
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      double share = (double) epoch / recipe.epochs();
      metrics.add(
          new EpochMetrics(
              epoch,
              2 - share,
              training * share,
              1 + 0.01 * Math.abs(epoch - bestLossEpoch),
              validation * share));
    }
    Map<String, Integer> faces = new LinkedHashMap<>();
    faces.put("Training", TRAINING);
    faces.put("PublicTest", PUBLIC_TEST);
    Provenance.Data data =
        new Provenance.Data(
            "data", "0", null, null, false, 0, faces, List.of("a", "b"), null, null);
    Provenance provenance =
        new Provenance("synthetic", data, seed, 1, Map.of(), "none", List.of(Instant.EPOCH));
    try {
      Path path = Files.createDirectories(folder.resolve(group.runName(seed)));
      Files.writeString(path.resolve("recipe.yaml"), recipe.toYaml());
      return new RunResult(
          seed,
          RunFolder.open(path),
          recipe,
          provenance,
          metrics,
          List.of(),
          List.of(
              new SplitMetrics(Split.TRAINING, TRAINING, 0.5, training),
              new SplitMetrics(Split.PUBLIC_TEST, PUBLIC_TEST, 1, validation)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
