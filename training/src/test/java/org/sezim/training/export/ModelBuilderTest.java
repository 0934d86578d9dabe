package org.sezim.training.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.testing.TinyFer;
import org.sezim.training.Trainer;
import org.sezim.training.TrainingListener;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.RunFolder;

class ModelBuilderTest {
  private static final String RECIPE =
      """
      name: quantized
      network:
        - normalize: {min: 0, max: 255}
        - conv: {filters: 2, kernel: 3, stride: 4}
        - flatten: {}
      output: softmax
      loss: cross-entropy
      optimizer: {name: adam, learning-rate: 0.003}
      epochs: 2
      batch: 30
      storage: int8
      seed: 1
      """;

  @TempDir Path folder;

  /** A run that was stopped after some steps, 3 per epoch. */
  private RunFolder stoppedAfter(int steps) {
    Path csv = folder.resolve("tiny.csv");
    TinyFer.write(csv, 70, 14, 7, 1);
    Trainer trainer =
        Trainer.start(
            new Trainer.Target(folder.resolve("run"), "test", 1),
            Recipe.parse("quantized.yaml", RECIPE),
            FaceDataset.read(csv, DatasetOptions.defaults()));
    AtomicInteger taken = new AtomicInteger();
    assertFalse(trainer.train(TrainingListener.NONE, () -> taken.incrementAndGet() >= steps));
    return trainer.run();
  }

  @Test
  void rejectsARunWithoutAnEpoch() {
    RunFolder run = stoppedAfter(1);
    SezimException e = assertThrows(SezimException.class, () -> ModelBuilder.export(run));
    assertEquals(run.path() + ": no epoch is finished yet", e.getMessage());
  }

  @Test
  void rejectsQuantizationWithoutRanges() {
    RunFolder run = stoppedAfter(4);
    SezimException e = assertThrows(SezimException.class, () -> ModelBuilder.export(run));
    assertEquals(
        run.path().resolve("ranges.csv") + ": expected the ranges of a finished run, found none",
        e.getMessage());
    assertFalse(Files.exists(run.model()));
  }
}
