package org.sezim.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.sezim.dataset.FerPlus;
import org.sezim.training.network.Convolution;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Loss;
import org.sezim.training.network.OutputActivation;

class RecipeTest {
  private static final String GOOD =
      """
      name: small
      network:
        - normalize: {min: 0, max: 255}
        - flatten: {}
        - dense: {units: 8}
        - activation: {function: relu}
      output: sigmoid
      loss: cross-entropy
      optimizer: {name: adam, learning-rate: 0.001}
      epochs: 3
      batch: 16
      seed: 4
      """;

  @ParameterizedTest
  @ValueSource(strings = {"paper-cnn", "paper-cnn-no-dropout", "paper-mlp"})
  void bundledRecipesMatchTheStudy(String name) {
    Recipe recipe = Recipe.read(Path.of("../recipes", name + ".yaml"));
    assertEquals(name, recipe.name());
    assertEquals(OutputActivation.SIGMOID, recipe.output());
    assertEquals(Loss.CROSS_ENTROPY, recipe.loss());
    assertEquals(Optimizer.Name.ADAM, recipe.optimizer().name());
    assertEquals(50, recipe.epochs());
    boolean convolves = recipe.network().stream().anyMatch(layer -> layer.kind().equals("conv"));
    assertEquals(!name.equals("paper-mlp"), convolves);
    assertEquals(
        name.equals("paper-cnn-no-dropout"),
        recipe.network().stream().noneMatch(layer -> layer.kind().equals("dropout")));
  }

  @Test
  void yamlRoundTrip() {
    Recipe recipe =
        Recipe.parse("small.yaml", GOOD)
            .withEpochs(9)
            .withBatch(7)
            .withSeed(-5)
            .withHeldOut(0.25)
            .withPrecision(Recipe.Precision.BFLOAT16);
    assertEquals(recipe, Recipe.parse("again", recipe.toYaml()));
    assertEquals(9, recipe.epochs());
    assertEquals(7, recipe.batch());
    assertEquals(-5, recipe.seed());
    assertEquals(0.25, recipe.heldOut());
    assertEquals(Recipe.Precision.BFLOAT16, recipe.precision());
    assertEquals(0.001, recipe.optimizer().learningRate());
  }

  @Test
  void yamlRoundTripOfEverySettingOmitsDefaults() {
    Recipe plain = Recipe.parse("small.yaml", GOOD);
    for (String setting :
        List.of("augment", "schedule", "select", "calibration", "storage", "ema", "warmup")) {
      assertFalse(plain.toYaml().contains(setting), plain.toYaml());
    }
    String settings =
        """
        label-smoothing: 0.1
        augmentation: {flip: true, shift: 0.1, scale: 0.2, rotation: 15.0, contrast: 0.3,
          blur: 0.2, noise: 6.0, random-erasing: 0.5, mixup: 0.2}
        schedule: cosine
        warmup-steps: 100
        ema: 0.99
        held-out: 0.1
        select: last
        calibration: temperature
        storage: float16
        """;
    Recipe full = Recipe.parse("small.yaml", GOOD + settings);
    assertEquals(full, Recipe.parse("again", full.toYaml()));
    assertEquals(full, full.withEpochs(9).withEpochs(full.epochs()));
    assertEquals(0.2, full.augmentation().mixup());
    assertThrows(
        IllegalArgumentException.class, () -> full.withHeldOut(0)); // calibration needs them
    Recipe modern = Recipe.read(Path.of("../recipes/sezim-net.yaml"));
    assertEquals(modern, Recipe.parse("again", modern.toYaml()));
    assertEquals(modern.network(), modern.withNetwork(modern.network()).network());
  }

  @Test
  void layerDefaultsAreFilledInAndNotWritten() {
    Recipe.read(Path.of("../recipes/paper-cnn.yaml")).network().stream()
        .filter(Convolution.class::isInstance)
        .map(Convolution.class::cast)
        .forEach(c -> assertEquals(new Convolution(c.filters(), 3, 0, 1, true, 0), c));
    String explicit =
        GOOD.replace(
            "  - flatten: {}",
            """
              - conv: {filters: 2, kernel: 3, stride: 1, bias: true}
              - batch-norm: {momentum: 0.1}
              - residual: {filters: 2, stride: 1, reduction: 0}
              - flatten: {}\
            """);
    String implicit = explicit.replaceAll("(, )?(stride|bias|momentum|reduction): [\\w.]+", "");
    assertNotEquals(explicit, implicit);
    Recipe recipe = Recipe.parse("explicit.yaml", explicit);
    assertEquals(Recipe.parse("implicit.yaml", implicit), recipe);
    assertFalse(
        recipe.toYaml().matches("(?s).*(stride|bias|groups|momentum|reduction|null).*"),
        recipe.toYaml());
  }

  @Test
  void labelsAreTheDataSetsUnlessFerPlusIsSet() {
    assertEquals(Labels.DATA_SET, Recipe.parse("small.yaml", GOOD).labels());
    Recipe plus = Recipe.parse("small.yaml", GOOD + "labels: {source: ferplus}\n");
    assertEquals(8, plus.labels().classes());
    assertEquals(FerPlus.Mode.MAJORITY, plus.labels().mode());
    assertEquals(plus, Recipe.parse("again", plus.toYaml()));
    Path votes = Path.of("fer2013new.csv");
    assertEquals(new FerPlus(votes, 8, FerPlus.Mode.MAJORITY), plus.labels().ferPlus(votes));
    assertThrows(IllegalStateException.class, () -> Labels.DATA_SET.ferPlus(votes));
    Recipe shares =
        Recipe.parse(
            "small.yaml", GOOD + "labels: {source: ferplus, classes: 7, mode: distribution}\n");
    assertEquals(7, shares.labels().classes());
    assertEquals(FerPlus.Mode.DISTRIBUTION, shares.labels().mode());
    assertEquals(shares, Recipe.parse("again", shares.toYaml()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 3|epochs: 0|epochs: expected at least 1, found 0",
        "seed: 4|sede: 4|sede: unknown setting; expected one of",
        "batch: 16|batch: -1|batch: expected at least 1, found -1",
        "output: sigmoid|output: tanh|output: ",
        "loss: cross-entropy|# no loss|loss: expected cross-entropy or squared-error, found nothing",
        "units: 8|units: 0|units: expected at least 1, found 0",
        "units: 8|units: 8, bias: 1|bias: unknown setting; expected one of",
        "- flatten: {}|- pool: {}|network[2]",
        "- flatten: {}|# none|layer 2: dense: expected a vector, found maps 1×48×48",
        "learning-rate: 0.001|learning-rate: 0|learning-rate: expected more than 0, found 0.0",
        "epochs: 3|epochs: 3¶label-smoothing: 1|label-smoothing: expected 0 to less than 1, found",
        "epochs: 3|epochs: 3¶ema: -1|ema: expected 0 to less than 1, found -1",
        "epochs: 3|epochs: 3¶warmup-steps: -1|warmup-steps: expected at least 0, found -1",
        "epochs: 3|epochs: 3¶schedule: steps|schedule",
        "epochs: 3|epochs: 3¶select: first|select",
        "epochs: 3|epochs: 3¶calibration: temperature|calibration: expected held-out faces",
        "epochs: 3|epochs: 3¶augmentation: {shift: 2}|shift: expected 0 to 0.5, found 2.0",
        "epochs: 3|epochs: 3¶augmentation: {flop: true}|flop: unknown setting",
        "units: 8|units: 8, weight-decay: 1|weight-decay",
        "- flatten: {}|- residual: {filters: 4, stride: 3}|stride: expected 1 or 2, found 3",
        "- flatten: {}|- residual: {filters: 0}|filters: expected at least 1, found 0",
        "- flatten: {}|- squeeze-excite: {reduction: 0}|reduction: expected at least 1, found 0",
        "- flatten: {}|- batch-norm: {momentum: 2}|momentum: expected more than 0 to 1, found 2.0",
        "- flatten: {}|- conv: {filters: 4, kernel: 3, groups: 3}|conv: expected groups that divide 1",
        "- flatten: {}|- batch-norm: {}|dense: expected a vector",
        "name: small|name: a b|name: expected letters",
        "epochs: 3|epochs: 3¶averaging: 0.9|small.yaml:11: averaging: is now called ema",
        "epochs: 3|epochs: 3¶keep: last|keep: is now called select",
        "epochs: 3|epochs: 3¶warmup: 100|warmup: is now called warmup-steps",
        "epochs: 3|epochs: 3¶augmentation: {soften: 0.2}|soften: is now called blur",
        "epochs: 3|epochs: 3¶augmentation: {erase: 0.2}|erase: is now called random-erasing",
        "- flatten: {}|- average-pool: {}|small.yaml:4: average-pool: is now called global-average-pool",
        "epochs: 3|epochs: [|",
        "epochs: 3|epochs: many|epochs",
      })
  void errorsAreOneLineWithTheLineNumber(String good, String bad, String expected) {
    String yaml = GOOD.replace(good, bad.replace("¶", "\n"));
    assertTrue(!yaml.equals(GOOD));
    SezimException e = assertThrows(SezimException.class, () -> Recipe.parse("small.yaml", yaml));
    assertTrue(e.getMessage().startsWith("small.yaml:"), e.getMessage());
    assertTrue(
        expected == null || e.getMessage().contains(expected), e.getMessage() + " / " + expected);
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  @Test
  void rejectsEmptyAndMissingFiles() {
    assertEquals(
        "x.yaml: expected a recipe, found an empty file",
        assertThrows(SezimException.class, () -> Recipe.parse("x.yaml", "")).getMessage());
    assertEquals(
        "no/such.yaml: no such file",
        assertThrows(SezimException.class, () -> Recipe.read(Path.of("no/such.yaml")))
            .getMessage());
  }

  /** Each setting of a recipe, each kind of layer and each setting of an augmentation. */
  @Test
  void everySettingIsDocumented() throws IOException {
    String page = Files.readString(Path.of("../docs/guide/recipes.md"));
    Set<String> names = new TreeSet<>();
    for (Class<?> type : List.of(Recipe.class, Augmentation.class)) {
      for (RecordComponent component : type.getRecordComponents()) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        names.add(property == null ? component.getName() : property.value());
      }
    }
    for (JsonSubTypes.Type layer : Layer.class.getAnnotation(JsonSubTypes.class).value()) {
      names.add(layer.value().getAnnotation(JsonTypeName.class).value());
    }
    assertTrue(names.containsAll(List.of("held-out", "mixup", "residual")), names.toString());
    for (String name : names) {
      assertTrue(page.contains("| `" + name + "`") || page.contains(", `" + name + "`"), name);
    }
  }
}
