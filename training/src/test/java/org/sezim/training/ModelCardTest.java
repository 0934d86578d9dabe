package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.BundledModel;
import org.sezim.EmotionClassifier;
import org.sezim.training.data.DataOptions;
import org.sezim.training.data.FaceData;
import org.sezim.training.data.SharedData;
import org.sezim.training.data.Split;
import org.sezim.training.evaluate.Evaluation;
import org.sezim.training.evaluate.Evaluator;

/** What a bundled model says of itself, in its file and on its page, is what it does. */
class ModelCardTest {
  @ParameterizedTest
  @EnumSource
  void fileAndPageSayWhatIsMeasured(BundledModel model) throws IOException {
    FaceData data =
        FaceData.read(SharedData.require("fer2013/fer2013.csv.gz"), DataOptions.defaults());
    try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
      Evaluation measured =
          Evaluator.evaluate(
              classifier, data.split(Split.PUBLIC_TEST), Split.PUBLIC_TEST.label(), "FER-2013");
      Map<String, String> card = classifier.card().properties();
      measured.figures().forEach((name, value) -> assertEquals(value, card.get(name), name));
      assertEquals(data.sha256(), card.get("dataset.sha256"));

      String page = Files.readString(Path.of("../docs/models/sezim-" + model.label() + ".md"));
      assertSays(
          page,
          "| accuracy | %.2f %% (%.2f–%.2f) |",
          measured.accuracy() * 100,
          measured.accuracyInterval95().low() * 100,
          measured.accuracyInterval95().high() * 100);
      assertSays(page, "| macro-F1 | %.3f |", measured.macroF1());
      assertSays(page, "| log loss | %.3f |", measured.logLoss());
      assertSays(
          page, "| expected calibration error | %.3f |", measured.expectedCalibrationError());
      for (Evaluation.ClassScores scores : measured.perClass()) {
        assertSays(
            page,
            "| %s | %s | %s | %s | %d |",
            scores.label(),
            share(scores.precision()),
            share(scores.recall()),
            share(scores.f1()),
            scores.support());
      }
    }
  }

  private static String share(OptionalDouble value) {
    return String.format(Locale.ROOT, "%.3f", value.orElseThrow());
  }

  private static void assertSays(String page, String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    assertTrue(page.contains(line), "expected on the page: " + line);
  }
}
