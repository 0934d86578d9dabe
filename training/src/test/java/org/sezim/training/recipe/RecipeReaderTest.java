package org.sezim.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.SezimException;

/** Mistakes in the example recipes and the exact messages, with the line of the mistake. */
class RecipeReaderTest {
  private static final String SETTINGS =
      "name, labels, network, output, loss, label-smoothing, distillation, augmentation, "
          + "optimizer, schedule, warmup-steps, ema, epochs, batch, held-out, select, calibration, "
          + "storage, seed, precision";

  private static final String LAYERS =
      "resize, normalize, conv, batch-norm, activation, squeeze-excite, "
          + "residual, max-pool, global-average-pool, flatten, dropout, dense";

  private static final String DETECTOR_SETTINGS =
      "kind, name, folders, network, image-size, optimizer, "
          + "warmup-steps, epochs, images-per-epoch, batch, seed, precision";

  private static final String OPTIMIZERS = "sgd, momentum, nesterov, rmsprop, adagrad, adam";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // unknown names
        "batch: 128|batsh: 64|22: batsh: unknown setting; expected one of " + SETTINGS,
        "epochs: 50|emma: 0.9|21: emma: unknown setting; expected one of " + SETTINGS,
        "{units: 1024}|{unit: 3}|13: network[3].unit: unknown setting; expected one of units",
        "- flatten: {}|- flaten: {}|12: network[2]: unknown layer flaten; expected one of "
            + LAYERS,
        "- flatten: {}|- flatten: {size: 3}|12: network[2].size: unknown setting; expected none",
        "- flatten: {}|- average-pool: {}|12: average-pool: is now called global-average-pool",
        "learning-rate: 0.0003|learning-rates: 0.0003|"
            + "19: optimizer.learning-rates: unknown setting; "
            + "expected one of name, learning-rate, weight-decay",
        "epochs: 50|layout: 3|21: layout: is now called network",
        // values out of their range
        "epochs: 50|epochs: 0|21: epochs: expected at least 1, found 0",
        "epochs: 50|epochs: 50¶ema: 1.5|22: ema: expected 0 to less than 1, found 1.5",
        "rate: 0.5|rate: 1|15: network[5]: rate: expected 0 to less than 1, found 1.0",
        "learning-rate: 0.0003|learning-rate: 0|"
            + "19: optimizer: learning-rate: expected more than 0, found 0.0",
        "epochs: 50|epochs: 50¶augmentation:¶  flip: true¶  shift: 2|"
            + "24: augmentation: shift: expected 0 to 0.5, found 2.0",
        "epochs: 50|epochs: 50¶labels: {source: ferplus, classes: 9}|"
            + "22: labels: classes: expected 7 or 8, found 9",
        "- flatten: {}|- conv: {filters: 4, kernel: 50}|"
            + "12: network: layer 2: conv: expected maps of at least 50×50, found 1×48×48",
        "- flatten: {}|- batch-norm: {}|"
            + "13: network: layer 3: dense: "
            + "expected a vector, found maps 1×48×48; put a flatten before it",
        "epochs: 50|calibration: temperature¶epochs: 50|"
            + "21: calibration: "
            + "expected held-out faces to calibrate with (held-out: 0.05), found none",
        // missing and empty settings
        "batch: 128|# none|: batch: expected at least 1, found nothing",
        "batch: 128|batch:|22: batch: expected at least 1, found nothing",
        "name: paper-mlp|# none|: name: expected letters, digits, '.', '_' and '-', found nothing",
        "loss: cross-entropy|# none|: loss: expected cross-entropy or squared-error, found nothing",
        "{units: 1024}|{}|13: network[3]: units: expected at least 1, found nothing",
        "{function: relu}|{}|14: network[4]: function: expected relu or sigmoid, found nothing",
        "{min: 0, max: 255}|{}|11: network[1]: max: expected more than min 0.0, found nothing",
        "learning-rate: 0.0003|weight-decay: 0|"
            + "19: optimizer: learning-rate: expected more than 0, found nothing",
        "- flatten: {}|- flatten:|12: network[2]: expected {}, found nothing",
        "- flatten: {}|-|"
            + "12: network[2]: "
            + "expected a layer with its settings, such as flatten: {}, found nothing",
        "- flatten: {}|- {}|"
            + "12: network[2]: expected a layer with its settings, such as flatten: {}, found {}",
        // names given twice
        "epochs: 50|epochs: 50¶batch: 64|23: batch: expected once, found also on line 22",
        "{units: 1024}|{units: 1024, units: 3}|"
            + "13: network[3].units: expected once, found also on line 13",
        "- flatten: {}|- flatten: {}¶    dense: {units: 3}|"
            + "13: network[2]: expected one layer, found flatten and dense",
        "seed: 1|seed: 1¶---¶name: b|25: expected one recipe, found a second one",
        // values of another type
        "name: adam|name: adamw|19: optimizer.name: expected one of "
            + OPTIMIZERS
            + ", found adamw",
        "output: sigmoid|output: tanh|17: output: expected one of sigmoid, softmax, found tanh",
        "output: sigmoid|output: [sigmoid]|"
            + "17: output: expected one of sigmoid, softmax, found a list",
        "function: relu|function: gelu|"
            + "14: network[4].function: expected one of relu, sigmoid, found gelu",
        "seed: 1|seed: one|23: seed: expected a whole number, found one",
        "seed: 1|seed: 1.5|23: seed: expected a whole number, found 1.5",
        "epochs: 50|epochs: many|21: epochs: expected a whole number, found many",
        "epochs: 50|epochs: 99999999999|"
            + "21: epochs: expected a number of fewer digits, found 99999999999",
        "epochs: 50|epochs: {min: 3}|21: epochs: expected a whole number, found settings",
        "learning-rate: 0.0003|learning-rate: fast|"
            + "19: optimizer.learning-rate: expected a number, found fast",
        "rate: 0.5|rate: half|15: network[5].rate: expected a number, found half",
        "epochs: 50|epochs: 50¶augmentation: {flip: maybe}|"
            + "22: augmentation.flip: expected true or false, found maybe",
        "{name: adam, learning-rate: 0.0003}|adam|"
            + "19: optimizer: expected {name: …, learning-rate: …, weight-decay: …}, found adam",
        "{units: 1024}|1024|13: network[3]: expected {units: …}, found 1024",
        "- flatten: {}|- flatten|"
            + "12: network[2]: "
            + "expected a layer with its settings, such as flatten: {}, found flatten",
        "- flatten: {}|- [flatten]|"
            + "12: network[2]: "
            + "expected a layer with its settings, such as flatten: {}, found a list",
        "name: paper-mlp|name: [a]|8: name: expected text, found a list",
        "epochs: 50|epochs: 50¶labels: ferplus|"
            + "22: labels: expected {source: …, classes: …, mode: …}, found ferplus",
        "epochs: 50|epochs: 50¶storage: int4|"
            + "22: storage: expected one of float32, float16, int8, found int4",
      })
  void mistakesInAnEmotionRecipe(String good, String bad, String expected) throws IOException {
    Path file = write("paper-mlp.yaml", good, bad);
    assertMistake(expected, file, assertThrows(SezimException.class, () -> Recipe.read(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 36|epoch: 36|22: epoch: unknown setting; expected one of " + DETECTOR_SETTINGS,
        "epochs: 36|epochs: 0|22: epochs: expected at least 1, found 0",
        "epochs: 36|# none|: epochs: expected at least 1, found nothing",
        "epochs: 36|epochs: 36¶epochs: 36|23: epochs: expected once, found also on line 22",
        "epochs: 36|epochs: few|22: epochs: expected a whole number, found few",
        "neck: 64|nek: 64|15: network.nek: unknown setting; expected one of widths, blocks, neck",
        "neck: 64|neck: 0|15: network: neck: expected at least 1, found 0",
        "neck: 64|# none|12: network: neck: expected at least 1, found nothing",
        "[0, 1, 4, 2, 2]|[0, 1, four, 2, 2]|"
            + "14: network.blocks[3]: expected a whole number, found four",
        "[0, 1, 4, 2, 2]|[0, 1, , 2, 2]|"
            + "14: not YAML: while parsing a flow node, expected the node content, but found ','",
        "[0, 1, 4, 2, 2]|[0, 1, ~, 2, 2]|"
            + "14: network.blocks[3]: expected a whole number, found nothing",
        "[0, 1, 4, 2, 2]|4|14: network.blocks: expected a list, found 4",
        "[portraits, scenes]|portraits|10: folders: expected a list, found portraits",
        "images-per-epoch: 16384|images-per-epoch: 2|"
            + "23: images-per-epoch: expected at least 16, found 2",
        "learning-rate: 0.002|learning-rate: -1|"
            + "20: optimizer: learning-rate: expected more than 0, found -1.0",
        "name: adam|name: adamw|19: optimizer.name: expected one of "
            + OPTIMIZERS
            + ", found adamw",
        "kind: face-detector|# none|: kind: expected face-detector, found nothing",
        "network:|layout:|12: layout: is now called network",
      })
  void mistakesInADetectorRecipe(String good, String bad, String expected) throws IOException {
    Path file = write("face-detector.yaml", good, bad);
    assertMistake(
        expected, file, assertThrows(SezimException.class, () -> DetectorRecipe.read(file)));
  }

  private Path write(String recipe, String good, String bad) throws IOException {
    String yaml = Files.readString(Path.of("../recipes", recipe));
    assertTrue(yaml.contains(good), good);
    return Files.writeString(folder.resolve(recipe), yaml.replace(good, bad.replace("¶", "\n")));
  }

  /** {@code expected} is {@code LINE: message}, or {@code : message} where there is no line. */
  private static void assertMistake(String expected, Path file, SezimException e) {
    String place = expected.startsWith(":") ? "" : ":";
    assertEquals(file + place + expected, e.getMessage());
  }
}
