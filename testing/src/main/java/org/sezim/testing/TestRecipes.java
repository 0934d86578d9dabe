package org.sezim.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recipe whose network learns the patterns of {@link TinyFer} in seconds. */
public final class TestRecipes {
  /** A small convolutional network, 4 epochs, as YAML. Settings may be appended. */
  public static final String SMALL =
      """
      name: small
      network:
        - normalize: {min: 0, max: 255}
        - conv: {filters: 8, kernel: 3}
        - activation: {function: relu}
        - max-pool: {size: 4}
        - flatten: {}
        - dropout: {rate: 0.2}
        - dense: {units: 32}
        - activation: {function: relu}
      output: sigmoid
      loss: cross-entropy
      optimizer: {name: adam, learning-rate: 0.003}
      epochs: 4
      batch: 32
      seed: 1
      """;

  private TestRecipes() {}

  /** Writes the small recipe with another number of epochs, in bfloat16, and returns the file. */
  public static Path write(Path file, int epochs) {
    String yaml = SMALL.replace("epochs: 4", "epochs: " + epochs) + "precision: bfloat16\n";
    try {
      return Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
