package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.FerPlus;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Evaluator;
import org.sezim.testing.SharedData;

/** The figures of a bundled model, in its file and on its page, agree with an evaluation. */
class ModelCardTest {
  /** FER-2013 with a model's labels; for FER+, the majority of ten votes. */
  private static FaceDataset data(BundledModel model) {
    DatasetOptions options = DatasetOptions.defaults();
    if (model == BundledModel.FERPLUS) {
      Path votes = SharedData.require("fer2013/fer2013new.csv");
      options = options.withVotes(new FerPlus(votes, 7, FerPlus.Mode.MAJORITY));
    }
    return FaceDataset.read(SharedData.require("fer2013/fer2013.csv.gz"), options);
  }

  @ParameterizedTest
  @EnumSource
  void fileAndPageAgreeWithTheEvaluation(BundledModel model) throws IOException {
    FaceDataset data = data(model);
    LabeledFaces faces = data.split(Split.PUBLIC_TEST);
    try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
      Evaluation measured =
          Evaluator.evaluate(classifier, faces, Split.PUBLIC_TEST.label(), "FER-2013");
      Map<String, String> card = classifier.card().properties();
      assertEquals(data.sha256(), card.get("dataset.sha256"));
      assertEquals(data.votesSha256().orElse(null), card.get("dataset.votes.sha256"));
      assertEquals(String.valueOf(faces.size()), card.get("metrics.PublicTest.faces"));
      assertNear(measured.accuracy(), card, "accuracy", faces.size());
      assertNear(measured.macroF1(), card, "macroF1", 300);
      assertNear(measured.logLoss(), card, "logLoss", faces.size());
      assertNear(measured.expectedCalibrationError(), card, "calibrationError", faces.size());
      for (Evaluation.ClassScores scores : measured.perClass()) {
        double recall = scores.recall().orElseThrow();
        assertNear(recall, card, "recall." + scores.label(), scores.support());
      }
      String page = Files.readString(Path.of("../docs/models/sezim-" + model.label() + ".md"));
      assertSays(page, "| accuracy | %.2f %% (", 100 * figure(card, "accuracy"));
      assertSays(page, "| macro-F1 | %.3f |", figure(card, "macroF1"));
      assertSays(page, "| log loss | %.3f |", figure(card, "logLoss"));
      assertSays(page, "| expected calibration error | %.3f |", figure(card, "calibrationError"));
      for (Evaluation.ClassScores scores : measured.perClass()) {
        String row =
            page.lines()
                .filter(line -> line.startsWith("| " + scores.label() + " |"))
                .findFirst()
                .orElseThrow();
        String[] cells = row.split(" \\| |\\| ", -1);
        double slack = 2.0 / scores.support();
        assertEquals(scores.precision().orElseThrow(), Double.parseDouble(cells[2]), slack, row);
        assertEquals(scores.recall().orElseThrow(), Double.parseDouble(cells[3]), slack, row);
        assertEquals(scores.f1().orElseThrow(), Double.parseDouble(cells[4]), slack, row);
      }
    }
  }

  private static double figure(Map<String, String> card, String name) {
    return Double.parseDouble(card.get("metrics.PublicTest." + name));
  }

  /** Rounding on another processor may change the class of a face or two. */
  private static void assertNear(
      double measured, Map<String, String> card, String name, int faces) {
    assertEquals(figure(card, name), measured, 2.0 / faces + 1e-4, name);
  }

  private static void assertSays(String page, String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    assertTrue(page.contains(line), "expected on the page: " + line);
  }
}
