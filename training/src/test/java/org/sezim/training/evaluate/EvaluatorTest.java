package org.sezim.training.evaluate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sezim.EmotionClassifier;
import org.sezim.testing.SharedData;
import org.sezim.training.data.DataOptions;
import org.sezim.training.data.FaceData;
import org.sezim.training.data.FerPlus;
import org.sezim.training.data.Split;

/** A bundled model on real data, where it is at hand. */
class EvaluatorTest {
  @Test
  @Tag("slow")
  void aNetworkTrainedOnFerLabelsAgreesWithFerPlusToo() {
    DataOptions options =
        DataOptions.defaults()
            .withVotes(
                new FerPlus(
                    SharedData.require("fer2013/fer2013new.csv"), 7, FerPlus.Mode.MAJORITY));
    FaceData data = FaceData.read(SharedData.require("fer2013/fer2013.csv.gz"), options);
    try (EmotionClassifier model = EmotionClassifier.bundled()) {
      Evaluation evaluation =
          Evaluator.evaluate(model, data.require(Split.PUBLIC_TEST), "PublicTest", "data");
      assertTrue(evaluation.accuracy() > 0.6, "with other faces' votes it would be 0.2");
    }
  }
}
