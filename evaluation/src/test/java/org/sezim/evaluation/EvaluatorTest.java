package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.FerPlus;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.testing.SharedData;

/** A bundled model on FER-2013 and FER+; skipped where they are not available. */
class EvaluatorTest {
  @Test
  @Tag("slow")
  void networkTrainedOnFer2013LabelsAgreesWithFerPlus() {
    DatasetOptions options =
        DatasetOptions.defaults()
            .withVotes(
                new FerPlus(
                    SharedData.require("fer2013/fer2013new.csv"), 7, FerPlus.Mode.MAJORITY));
    FaceDataset data = FaceDataset.read(SharedData.require("fer2013/fer2013.csv.gz"), options);
    try (EmotionClassifier model = EmotionClassifier.bundled()) {
      Evaluation evaluation =
          Evaluator.evaluate(model, data.require(Split.PUBLIC_TEST), "PublicTest", "data");
      assertTrue(evaluation.accuracy() > 0.6, "with other faces' votes it would be 0.2");
    }
  }
}
