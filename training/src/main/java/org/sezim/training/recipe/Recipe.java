package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.internal.Require;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Loss;
import org.sezim.training.network.Network;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.onnx.WeightFormat;

/**
 * All settings of an emotion network's training, except the faces. Written as YAML; {@code
 * recipes/paper-cnn.yaml} is a commented example. Immutable.
 *
 * @param name of the model: letters, digits, {@code .}, {@code _} and {@code -}
 * @param labels source of the labels; the dataset if absent
 * @param network all layers except the output layer, which has one neuron per class
 * @param output activation of the output layer
 * @param loss that training minimizes
 * @param labelSmoothing share of each target that is spread evenly over all classes, 0 (none) to
 *     less than 1 (Szegedy et al. 2016)
 * @param distillation share of each target that is the teacher's answer, 0 (none) to 1: its
 *     probabilities averaged over ten views of the face (Hinton et al. 2015). They correct wrong
 *     labels and show which classes are similar
 * @param augmentation random changes of the training faces; none if absent
 * @param optimizer its settings
 * @param schedule of the learning rate; constant if absent
 * @param warmupSteps steps over which the learning rate rises to its full value; 0 if absent
 * @param ema decay per step of the exponential moving average of the weights, which the model uses
 *     (Polyak and Juditsky 1992), 0 to less than 1; if 0 or absent, the model uses the weights
 *     themselves
 * @param epochs number of epochs, at least 1
 * @param batch faces per step, at least 1
 * @param heldOut share of the Training faces held out for validation, 0 (validate on PublicTest) to
 *     less than 1; drawn class by class with the seed
 * @param select the epoch that becomes the model; the best in validation if absent
 * @param calibration of the probabilities, fitted to the held-out faces without those that have a
 *     copy among the faces trained on; none if absent
 * @param storage format of the weights in the model file; float32 if absent
 * @param seed of all random numbers
 * @param precision of the arithmetic in training; validation and the model are always float32
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Recipe(
    String name,
    Labels labels,
    List<Layer> network,
    OutputActivation output,
    Loss loss,
    @JsonProperty("label-smoothing") double labelSmoothing,
    double distillation,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Augmentation augmentation,
    Optimizer optimizer,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Schedule schedule,
    @JsonProperty("warmup-steps") int warmupSteps,
    double ema,
    int epochs,
    int batch,
    @JsonProperty("held-out") double heldOut,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Selection select,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Calibration calibration,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        WeightFormat storage,
    @JsonInclude(JsonInclude.Include.ALWAYS) long seed,
    Precision precision) {

  /** Schedule of the learning rate. */
  public enum Schedule {
    /** Constant after the warm-up. */
    @JsonProperty("constant")
    CONSTANT,
    /** Falls as a cosine to zero at the end of the last epoch (Loshchilov and Hutter 2017). */
    @JsonProperty("cosine")
    COSINE
  }

  /** Choice of the epoch that becomes the model. */
  public enum Selection {
    /** The epoch with the highest validation accuracy. */
    @JsonProperty("best")
    BEST,
    /** The last epoch. */
    @JsonProperty("last")
    LAST
  }

  /** Method of calibrating the probabilities. */
  public enum Calibration {
    /** No calibration. */
    @JsonProperty("none")
    NONE,
    /**
     * Removes the label-smoothing offset and divides the logits by a temperature; both are fitted
     * to the held-out faces by maximum likelihood.
     */
    @JsonProperty("temperature")
    TEMPERATURE
  }

  /** Precision of the forward and backward pass. */
  public enum Precision {
    /** 32-bit floats throughout. */
    @JsonProperty("float32")
    FLOAT32,
    /** Convolutions and dense layers in bfloat16, everything else and the weights in float32. */
    @JsonProperty("bfloat16")
    BFLOAT16
  }

  static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /**
   * Checks the settings and that the layers fit together, and fills in defaults; Jackson passes
   * null for absent settings.
   */
  public Recipe {
    checkName(name);
    labels = labels == null ? Labels.DATA_SET : labels;
    require(network, "network", "a list of layers");
    network = List.copyOf(network);
    require(output, "output", "sigmoid or softmax");
    require(loss, "loss", "cross-entropy or squared-error");
    require(optimizer, "optimizer", "{name: …, learning-rate: …}");
    augmentation = augmentation == null ? Augmentation.NONE : augmentation;
    schedule = schedule == null ? Schedule.CONSTANT : schedule;
    select = select == null ? Selection.BEST : select;
    calibration = calibration == null ? Calibration.NONE : calibration;
    storage = storage == null ? WeightFormat.FLOAT32 : storage;
    precision = precision == null ? Precision.FLOAT32 : precision;
    Require.atLeast("epochs", epochs, 1);
    Require.atLeast("batch", batch, 1);
    Require.atLeast("warmup-steps", warmupSteps, 0);
    checkShare(labelSmoothing, "label-smoothing");
    if (!(distillation >= 0 && distillation <= 1)) {
      throw new IllegalArgumentException("distillation: expected 0 to 1, found " + distillation);
    }
    checkShare(ema, "ema");
    checkShare(heldOut, "held-out");
    if (calibration != Calibration.NONE && heldOut == 0) {
      throw new IllegalArgumentException(
          "calibration: expected held-out faces to calibrate with (held-out: 0.05), found none");
    }
    Network.check(network);
  }

  private static void checkShare(double found, String setting) {
    if (!(found >= 0 && found < 1)) {
      throw new IllegalArgumentException(setting + ": expected 0 to less than 1, found " + found);
    }
  }

  static void checkName(@Nullable String name) {
    if (name == null || !name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "name: expected letters, digits, '.', '_' and '-', found " + name);
    }
  }

  static void require(@Nullable Object value, String setting, String expected) {
    if (value == null) {
      throw new IllegalArgumentException(setting + ": expected " + expected + ", found nothing");
    }
  }

  /**
   * Reads a recipe.
   *
   * @throws SezimException if the file does not exist, is not YAML, or breaks a rule; with its line
   */
  public static Recipe read(Path file) {
    return RecipeReader.read(file, Recipe.class);
  }

  /**
   * Returns a recipe bundled in the jar, for example {@code paper-cnn}.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Recipe bundled(String name) {
    try (InputStream in = Recipe.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("expected the name of a bundled recipe, found " + name);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Parses the text of a recipe.
   *
   * @param source name for error messages
   * @throws SezimException if it is not YAML or breaks a rule; with its line
   */
  public static Recipe parse(String source, String yaml) {
    return RecipeReader.parse(source, yaml, Recipe.class);
  }

  /** Returns the recipe as YAML; {@link #parse} gives an equal recipe. */
  public String toYaml() {
    return write(this);
  }

  static String write(Object recipe) {
    try {
      return YAML.writeValueAsString(recipe);
    } catch (JacksonException e) {
      throw new IllegalStateException("a recipe can always be written", e);
    }
  }

  /** Returns a copy of a recipe with one setting changed. */
  static <T> T with(T recipe, Class<T> type, String setting, Object value) {
    try {
      ObjectNode changed = YAML.valueToTree(recipe);
      changed.set(setting, YAML.valueToTree(value));
      return YAML.treeToValue(changed, type);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof IllegalArgumentException caller) {
        throw new IllegalArgumentException(caller.getMessage(), e);
      }
      throw new IllegalStateException("a recipe can always be read back", e);
    }
  }

  private Recipe with(String setting, Object value) {
    return with(this, Recipe.class, setting, value);
  }

  /** Returns a copy with another name. */
  public Recipe withName(String name) {
    return with("name", name);
  }

  /** Returns a copy with other layers. */
  public Recipe withNetwork(List<Layer> network) {
    ArrayNode layers = YAML.createArrayNode();
    network.forEach(layer -> layers.add(YAML.<JsonNode>valueToTree(layer)));
    return with("network", layers);
  }

  /** Returns a copy with another output activation and loss. */
  public Recipe withOutput(OutputActivation output, Loss loss) {
    return with("output", output).with("loss", loss);
  }

  /** Returns a copy with another optimizer. */
  public Recipe withOptimizer(Optimizer optimizer) {
    return with("optimizer", optimizer);
  }

  /** Returns a copy with another number of epochs. */
  public Recipe withEpochs(int epochs) {
    return with("epochs", epochs);
  }

  /** Returns a copy with another batch size. */
  public Recipe withBatch(int batch) {
    return with("batch", batch);
  }

  /** Returns a copy with another seed. */
  public Recipe withSeed(long seed) {
    return with("seed", seed);
  }

  /** Returns a copy with another precision. */
  public Recipe withPrecision(Precision precision) {
    return with("precision", precision);
  }

  /** Returns a copy with another held-out share. */
  public Recipe withHeldOut(double heldOut) {
    return with("held-out", heldOut);
  }
}
