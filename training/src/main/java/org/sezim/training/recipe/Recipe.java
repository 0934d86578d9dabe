package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sezim.SezimException;
import org.sezim.training.network.Checks;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Loss;
import org.sezim.training.network.Network;
import org.sezim.training.network.OutputActivation;
import org.sezim.training.onnx.WeightFormat;

/**
 * Everything that makes a network but the faces. Written as YAML; see {@code
 * recipes/paper-cnn.yaml} for one with comments. Immutable.
 *
 * @param name what the model will be called: letters, digits, {@code .}, {@code _} and {@code -}
 * @param labels where labels come from; the data set's own if absent
 * @param network the layers but the last, which has one neuron a class
 * @param output how the last layer's values become probabilities
 * @param loss what training makes small
 * @param labelSmoothing share of each target spread evenly over all classes, 0 (none) to less than
 *     1 (Szegedy et al. 2016)
 * @param distillation share of each target that is a teacher's answer, 0 (none) to 1 (Hinton et al.
 *     2015): the mean of its probabilities for ten views of the face. What it has learnt from many
 *     faces mends labels that are wrong, and says which wrong ones lie near
 * @param augmentation how training faces are changed; not at all if absent
 * @param optimizer how
 * @param schedule how the learning rate changes; it does not if absent
 * @param warmupSteps steps over which the learning rate rises to its full size; 0 if absent
 * @param ema the model holds exponential moving averages of the weights: each step this share of
 *     them stays, and the rest comes from the step (Polyak and Juditsky 1992). 0 if absent: the
 *     weights themselves
 * @param epochs how often each face is seen, at least 1
 * @param batch faces a step, at least 1
 * @param heldOut share of the Training faces kept for validation, 0 (validate on PublicTest) to
 *     less than 1; the faces are drawn class by class with the seed
 * @param select which epoch becomes the model; the best in validation if absent
 * @param calibration whether the probabilities are made to fit the held-out faces, those left out
 *     of which a copy was learnt; not if absent
 * @param storage of the weights in the model's file; float32 if absent
 * @param seed where all randomness comes from
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
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        Augmentation augmentation,
    Optimizer optimizer,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class) Schedule schedule,
    @JsonProperty("warmup-steps") int warmupSteps,
    double ema,
    int epochs,
    int batch,
    @JsonProperty("held-out") double heldOut,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class) Selection select,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        Calibration calibration,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.class)
        WeightFormat storage,
    @JsonInclude(JsonInclude.Include.ALWAYS) long seed,
    Precision precision) {

  /** How the learning rate changes. */
  public enum Schedule {
    /** Not at all, but for the warm-up. */
    @JsonProperty("constant")
    CONSTANT,
    /** It falls as a cosine to zero at the end of the last epoch (Loshchilov and Hutter 2017). */
    @JsonProperty("cosine")
    COSINE
  }

  /** Which epoch becomes the model. */
  public enum Selection {
    /** The one with the highest validation accuracy. */
    @JsonProperty("best")
    BEST,
    /** The last. */
    @JsonProperty("last")
    LAST
  }

  /** How probabilities are made to say how often they are right. */
  public enum Calibration {
    /** Not at all. */
    @JsonProperty("none")
    NONE,
    /**
     * Removes what label smoothing added and divides the logits by a temperature; both are fitted
     * to the held-out faces by maximum likelihood.
     */
    @JsonProperty("temperature")
    TEMPERATURE
  }

  /** Arithmetic of the forward and backward pass. */
  public enum Precision {
    /** 32-bit floats throughout. */
    @JsonProperty("float32")
    FLOAT32,
    /** Convolutions and dense layers in bfloat16, weights and all else in float32. */
    @JsonProperty("bfloat16")
    BFLOAT16
  }

  /**
   * Names before the first release, and what they are called now. The models inside Sezim still
   * hold recipes with the old ones.
   */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("averaging", "ema"),
          Map.entry("keep", "select"),
          Map.entry("warmup", "warmup-steps"),
          Map.entry("soften", "blur"),
          Map.entry("erase", "random-erasing"),
          Map.entry("average-pool", "global-average-pool"),
          Map.entry("pictures", "folders"),
          Map.entry("layout", "network"),
          Map.entry("canvas", "image-size"),
          Map.entry("canvases", "images-per-epoch"));

  /** Leaves out of a written recipe what it means to say nothing of. */
  static final class Unsaid {
    private static final Set<Object> VALUES =
        Set.of(
            Augmentation.NONE,
            Schedule.CONSTANT,
            Selection.BEST,
            Calibration.NONE,
            WeightFormat.FLOAT32);

    @Override
    public boolean equals(Object value) { // asked by Jackson of each value
      return value == null || VALUES.contains(value);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.USE_NATIVE_TYPE_ID)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /** Checks every setting, and that the layers fit together. */
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
    Checks.atLeast(1, epochs, "epochs");
    Checks.atLeast(1, batch, "batch");
    Checks.atLeast(0, warmupSteps, "warmup-steps");
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

  static void checkName(String name) {
    if (name == null || !name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "name: expected letters, digits, '.', '_' and '-', found " + name);
    }
  }

  static void require(Object value, String setting, String expected) {
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
    return read(file, Recipe.class);
  }

  static <T> T read(Path file, Class<T> type) {
    try {
      return parse(file.toString(), Files.readString(file), type);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /**
   * A recipe that comes with Sezim, such as {@code paper-cnn}.
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
   * @param source the name to give in errors
   * @throws SezimException if it is not YAML or breaks a rule; with its line
   */
  public static Recipe parse(String source, String yaml) {
    return parse(source, yaml, Recipe.class);
  }

  private static <T> T parse(String source, String yaml, Class<T> type) {
    try {
      if (YAML.readTree(yaml).isEmpty()) {
        throw new SezimException(source, "expected a recipe, found an empty file");
      }
      refuseOldNames(source, yaml);
      return YAML.readValue(yaml, type);
    } catch (JsonProcessingException e) {
      String place = e.getLocation() == null ? source : source + ":" + e.getLocation().getLineNr();
      throw new SezimException(place, explain(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before all else: with an old name, what its new one asks for would be reported as missing. */
  private static void refuseOldNames(String source, String yaml) throws IOException {
    try (JsonParser parser = YAML.createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String now = token == JsonToken.FIELD_NAME ? RENAMED.get(parser.currentName()) : null;
        if (now != null) {
          throw new SezimException(
              source + ":" + parser.currentTokenLocation().getLineNr(),
              parser.currentName() + ": is now called " + now);
        }
      }
    }
  }

  private static String explain(JsonProcessingException e) {
    String path = "";
    if (e instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path +=
            step.getFieldName() == null
                ? "[" + (step.getIndex() + 1) + "]"
                : (path.isEmpty() ? "" : ".") + step.getFieldName();
      }
    }
    String rule;
    if (e instanceof UnrecognizedPropertyException unknown) {
      rule = "unknown setting; expected one of " + unknown.getKnownPropertyIds();
    } else if (e.getCause() instanceof IllegalArgumentException caller) {
      rule = caller.getMessage();
    } else {
      rule = e.getOriginalMessage().lines().findFirst().orElse("").replaceAll("`[a-z.]*\\.", "`");
    }
    return path.isEmpty() ? rule : path + ": " + rule;
  }

  /** The recipe as YAML, which {@link #parse} reads back to an equal recipe. */
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

  /** This recipe with one setting changed. */
  private Recipe with(String setting, Object value) {
    try {
      ObjectNode changed = YAML.valueToTree(this);
      changed.set(setting, YAML.valueToTree(value));
      return YAML.treeToValue(changed, Recipe.class);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof IllegalArgumentException caller) {
        throw new IllegalArgumentException(caller.getMessage(), e);
      }
      throw new IllegalStateException("a recipe can always be read back", e);
    }
  }

  /** With another name. */
  public Recipe withName(String name) {
    return with("name", name);
  }

  /** With other layers. */
  public Recipe withNetwork(List<Layer> network) {
    ArrayNode layers = YAML.createArrayNode();
    network.forEach(layer -> layers.add(YAML.<JsonNode>valueToTree(layer)));
    return with("network", layers);
  }

  /** With another output and loss. */
  public Recipe withOutput(OutputActivation output, Loss loss) {
    return with("output", output).with("loss", loss);
  }

  /** With another optimiser. */
  public Recipe withOptimizer(Optimizer optimizer) {
    return with("optimizer", optimizer);
  }

  /** With another number of epochs. */
  public Recipe withEpochs(int epochs) {
    return with("epochs", epochs);
  }

  /** With another number of faces a step. */
  public Recipe withBatch(int batch) {
    return with("batch", batch);
  }

  /** With another seed. */
  public Recipe withSeed(long seed) {
    return with("seed", seed);
  }

  /** With another precision. */
  public Recipe withPrecision(Precision precision) {
    return with("precision", precision);
  }

  /** With another share of Training kept for validation. */
  public Recipe withHeldOut(double heldOut) {
    return with("held-out", heldOut);
  }
}
