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

/** Runs that nobody trained. */
final class MadeUp {
  static final int TRAINING = 28_709;
  static final int PUBLIC_TEST = 3_589;

  private MadeUp() {}

  /**
   * A run whose accuracies climb to these by the last epoch, whose loss is lowest at {@code turn}.
   */
  static RunResult run(
      Path folder, RunGroup group, long seed, double training, double validation, int turn) {
    Recipe recipe = group.recipe().withSeed(seed);
    List<EpochMetrics> metrics = new ArrayList<>();
    for (int epoch = 1; epoch <= recipe.epochs(); epoch++) {
      double share = (double) epoch / recipe.epochs();
      metrics.add(
          new EpochMetrics(
              epoch,
              2 - share,
              training * share,
              1 + 0.01 * Math.abs(epoch - turn),
              validation * share));
    }
    Map<String, Integer> faces = new LinkedHashMap<>();
    faces.put("Training", TRAINING);
    faces.put("PublicTest", PUBLIC_TEST);
    Provenance.Data data =
        new Provenance.Data(
            "data", "0", null, null, false, 0, faces, List.of("a", "b"), null, null);
    Provenance provenance =
        new Provenance("made up", data, seed, 1, Map.of(), "none", List.of(Instant.EPOCH));
    try {
      Path path = Files.createDirectories(folder.resolve(group.run(seed)));
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
