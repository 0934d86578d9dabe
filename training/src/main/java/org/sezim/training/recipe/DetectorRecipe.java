package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.sezim.SezimException;
import org.sezim.training.network.Checks;

/**
 * Everything that makes a face detector but the pictures and the teacher. Written as YAML; see
 * {@code recipes/face-detector.yaml} for one with comments. Immutable.
 *
 * @param kind {@code face-detector}: what tells this recipe from that of an emotion network
 * @param name what the model will be called: letters, digits, {@code .}, {@code _} and {@code -}
 * @param folders of photographs, under the data's folder, searched to the bottom; a canvas draws
 *     from each equally often
 * @param network its size
 * @param imageSize side in pixels of the square canvases that the network learns from, a multiple
 *     of 32
 * @param optimizer how; the learning rate rises over the warm-up and falls to zero at the end, as a
 *     cosine does
 * @param warmupSteps steps at the start, 0 or more
 * @param epochs at least 1
 * @param imagesPerEpoch canvases per epoch, at least {@code batch}; each is new
 * @param batch canvases a step, at least 1
 * @param seed where all randomness comes from
 * @param precision of the arithmetic in training; the model is always float32
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectorRecipe(
    String kind,
    String name,
    List<String> folders,
    Layout network,
    @JsonProperty("image-size") int imageSize,
    Optimizer optimizer,
    @JsonProperty("warmup-steps") int warmupSteps,
    int epochs,
    @JsonProperty("images-per-epoch") int imagesPerEpoch,
    int batch,
    long seed,
    Recipe.Precision precision) {
  /** The value of {@link #kind}. */
  public static final String KIND = "face-detector";

  /**
   * The network's size.
   *
   * @param widths maps at 1/2, 1/4, 1/8, 1/16 and 1/32 of the picture's size
   * @param blocks residual blocks at each
   * @param neck maps of the feature pyramid and the heads
   */
  public record Layout(List<Integer> widths, List<Integer> blocks, int neck) {
    /** Checks the numbers. */
    public Layout {
      widths = five("widths", widths, 1);
      blocks = five("blocks", blocks, 0);
      Checks.atLeast(1, neck, "neck");
    }

    private static List<Integer> five(String setting, List<Integer> values, int least) {
      if (values == null || values.size() != 5) {
        throw new IllegalArgumentException(
            setting + ": expected five numbers, for 1/2 to 1/32 of the size, found " + values);
      }
      values.forEach(value -> Checks.atLeast(least, value, setting));
      return List.copyOf(values);
    }
  }

  /** Checks every setting. */
  public DetectorRecipe {
    if (!KIND.equals(kind)) {
      throw new IllegalArgumentException("kind: expected " + KIND + ", found " + kind);
    }
    Recipe.checkName(name);
    Recipe.require(folders, "folders", "a list of folders");
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("folders: expected at least one folder, found none");
    }
    folders = List.copyOf(folders);
    Recipe.require(network, "network", "{widths: …, blocks: …, neck: …}");
    Recipe.require(optimizer, "optimizer", "{name: …, learning-rate: …}");
    if (imageSize < 32 || imageSize % 32 != 0) {
      throw new IllegalArgumentException(
          "image-size: expected a multiple of 32, found " + imageSize);
    }
    Checks.atLeast(0, warmupSteps, "warmup-steps");
    Checks.atLeast(1, epochs, "epochs");
    Checks.atLeast(1, batch, "batch");
    Checks.atLeast(batch, imagesPerEpoch, "images-per-epoch");
    precision = precision == null ? Recipe.Precision.FLOAT32 : precision;
  }

  /**
   * Reads a recipe.
   *
   * @throws SezimException if the file does not exist, is not YAML, or breaks a rule; with its line
   */
  public static DetectorRecipe read(Path file) {
    return Recipe.read(file, DetectorRecipe.class);
  }

  /**
   * Whether a file is such a recipe, and not one of an emotion network: by its {@code kind}.
   *
   * @throws SezimException if the file does not exist or is not YAML; with its line
   */
  public static boolean isOne(Path file) {
    return Recipe.read(file, JsonNode.class).path("kind").asText().equals(KIND);
  }

  /** The recipe as YAML, which {@link #read} reads back to an equal recipe. */
  public String toYaml() {
    return Recipe.write(this);
  }

  /** Steps of an epoch; canvases that fill no batch are left out. */
  public int steps() {
    return imagesPerEpoch / batch;
  }

  /** With another number of epochs. */
  public DetectorRecipe withEpochs(int epochs) {
    return new DetectorRecipe(
        kind,
        name,
        folders,
        network,
        imageSize,
        optimizer,
        warmupSteps,
        epochs,
        imagesPerEpoch,
        batch,
        seed,
        precision);
  }

  /** With another number of canvases a step. */
  public DetectorRecipe withBatch(int batch) {
    return new DetectorRecipe(
        kind,
        name,
        folders,
        network,
        imageSize,
        optimizer,
        warmupSteps,
        epochs,
        imagesPerEpoch,
        batch,
        seed,
        precision);
  }

  /** With another seed. */
  public DetectorRecipe withSeed(long seed) {
    return new DetectorRecipe(
        kind,
        name,
        folders,
        network,
        imageSize,
        optimizer,
        warmupSteps,
        epochs,
        imagesPerEpoch,
        batch,
        seed,
        precision);
  }

  /** With another precision. */
  public DetectorRecipe withPrecision(Recipe.Precision precision) {
    return new DetectorRecipe(
        kind,
        name,
        folders,
        network,
        imageSize,
        optimizer,
        warmupSteps,
        epochs,
        imagesPerEpoch,
        batch,
        seed,
        precision);
  }
}
