package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.internal.Require;

/**
 * All settings of a face detector's training, except the photos and the teacher. Written as YAML;
 * {@code recipes/face-detector.yaml} is a commented example. Immutable.
 *
 * @param kind {@code face-detector}, to distinguish it from the recipe of an emotion network
 * @param name of the model: letters, digits, {@code .}, {@code _} and {@code -}
 * @param folders of photos under the data folder, searched recursively; each is drawn from equally
 *     often
 * @param network sizes of the network
 * @param imageSize side of the square training images in pixels, a multiple of 32
 * @param optimizer its settings; the learning rate rises over the warm-up and falls as a cosine to
 *     zero at the end
 * @param warmupSteps steps over which the learning rate rises, 0 or more
 * @param epochs number of epochs, at least 1
 * @param imagesPerEpoch training images per epoch, all newly generated, at least {@code batch}
 * @param batch images per step, at least 1
 * @param seed of all random numbers
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
   * Sizes of the network.
   *
   * @param widths number of maps at 1/2, 1/4, 1/8, 1/16 and 1/32 of the image size
   * @param blocks number of residual blocks at each of these sizes
   * @param neck number of maps of the feature pyramid and the heads
   */
  public record Layout(List<Integer> widths, List<Integer> blocks, int neck) {
    /** Checks the numbers. */
    public Layout {
      widths = five("widths", widths, 1);
      blocks = five("blocks", blocks, 0);
      Require.atLeast("neck", neck, 1);
    }

    private static List<Integer> five(String setting, @Nullable List<Integer> values, int min) {
      if (values == null || values.size() != 5) {
        throw new IllegalArgumentException(
            setting + ": expected five numbers, for 1/2 to 1/32 of the size, found " + values);
      }
      values.forEach(value -> Require.atLeast(setting, value, min));
      return List.copyOf(values);
    }
  }

  /**
   * Checks the settings and fills in the default precision; Jackson passes null for absent
   * settings.
   */
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
    Require.atLeast("warmup-steps", warmupSteps, 0);
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batch", batch, 1);
    Require.atLeast("images-per-epoch", imagesPerEpoch, batch);
    precision = precision == null ? Recipe.Precision.FLOAT32 : precision;
  }

  /**
   * Reads a recipe.
   *
   * @throws SezimException if the file does not exist, is not YAML, or breaks a rule; with its line
   */
  public static DetectorRecipe read(Path file) {
    return RecipeReader.read(file, DetectorRecipe.class);
  }

  /**
   * Whether a file is the recipe of a face detector, by its {@code kind}.
   *
   * @throws SezimException if the file does not exist or is not YAML; with its line
   */
  public static boolean isOne(Path file) {
    return RecipeReader.read(file, JsonNode.class).path("kind").asText().equals(KIND);
  }

  /** Returns the recipe as YAML; {@link #read} gives an equal recipe. */
  public String toYaml() {
    return Recipe.write(this);
  }

  /** Steps per epoch; an incomplete last batch is dropped. */
  public int steps() {
    return imagesPerEpoch / batch;
  }

  private DetectorRecipe with(String setting, Object value) {
    return Recipe.with(this, DetectorRecipe.class, setting, value);
  }

  /** Returns a copy with another number of epochs. */
  public DetectorRecipe withEpochs(int epochs) {
    return with("epochs", epochs);
  }

  /** Returns a copy with another batch size. */
  public DetectorRecipe withBatch(int batch) {
    return with("batch", batch);
  }

  /** Returns a copy with another seed. */
  public DetectorRecipe withSeed(long seed) {
    return with("seed", seed);
  }

  /** Returns a copy with another precision. */
  public DetectorRecipe withPrecision(Recipe.Precision precision) {
    return with("precision", precision);
  }
}
