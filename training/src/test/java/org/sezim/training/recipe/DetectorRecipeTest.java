package org.sezim.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.SezimException;

class DetectorRecipeTest {
  private static final Path BUNDLED = Path.of("../recipes/face-detector.yaml");

  @TempDir Path folder;

  @Test
  void distinguishesTheKindsOfRecipes() {
    assertTrue(DetectorRecipe.isOne(BUNDLED));
    assertFalse(DetectorRecipe.isOne(Path.of("../recipes/paper-cnn.yaml")));
  }

  @Test
  void yamlRoundTrip() throws IOException {
    DetectorRecipe recipe =
        DetectorRecipe.read(BUNDLED)
            .withEpochs(3)
            .withBatch(5)
            .withSeed(-2)
            .withPrecision(Recipe.Precision.FLOAT32);
    Path file = Files.writeString(folder.resolve("again.yaml"), recipe.toYaml());
    assertEquals(recipe, DetectorRecipe.read(file));
    assertEquals(List.of(3, 5), List.of(recipe.epochs(), recipe.batch()));
    assertEquals(-2, recipe.seed());
    assertEquals(recipe.imagesPerEpoch() / 5, recipe.steps());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image-size: 256 | image-size: 100 | image-size: expected a multiple of 32, found 100",
        "neck: 64 | neck: 0 | network: neck: expected at least 1, found 0",
        "blocks: [0, 1, 4, 2, 2] | blocks: [0] | network: blocks: expected five numbers, for 1/2 to"
            + " 1/32 of the size, found [0]",
        "warmup-steps: 500 | warmup-steps: -1 | warmup-steps: expected at least 0, found -1",
        "batch: 16 | batch: 20000 | images-per-epoch: expected at least 20000, found 16384",
        "folders: [portraits, scenes] | folders: [] | folders: expected at least one folder,"
            + " found none",
        "folders: | pictures: | pictures: is now called folders",
        "network: | layout: | layout: is now called network",
        "image-size: | canvas: | canvas: is now called image-size",
        "images-per-epoch: | canvases: | canvases: is now called images-per-epoch",
        "warmup-steps: | warmup: | warmup: is now called warmup-steps",
        "seed: 1 | sead: 1 | sead: unknown setting",
      })
  void errorsAreOneLineWithTheLineNumber(String good, String bad, String message)
      throws IOException {
    String yaml = Files.readString(BUNDLED);
    assertTrue(yaml.contains(good), good);
    Path file = Files.writeString(folder.resolve("bad.yaml"), yaml.replace(good, bad));
    SezimException e = assertThrows(SezimException.class, () -> DetectorRecipe.read(file));
    assertTrue(e.getMessage().startsWith(file + ":"), e.getMessage());
    assertTrue(e.rule().startsWith(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
