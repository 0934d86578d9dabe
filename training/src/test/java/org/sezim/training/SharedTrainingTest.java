package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.testing.SharedData;
import org.sezim.training.recipe.Recipe;

/** Training on FER-2013. */
@Tag("slow")
class SharedTrainingTest {
  @TempDir Path folder;

  private static FaceDataset fer2013() {
    return FaceDataset.read(
        SharedData.require("fer2013/fer2013.csv.gz"), DatasetOptions.defaults());
  }

  @Test
  void paperCnnLearnsFacesInOneEpoch() {
    FaceDataset data = fer2013();
    Recipe recipe = Recipe.read(Path.of("../recipes/paper-cnn.yaml")).withEpochs(1);
    Trainer.Target target = new Trainer.Target(folder.resolve("run"), "test", 2);
    Trainer trainer = Trainer.start(target, recipe, data);
    assertTrue(trainer.train(TrainingListener.NONE, () -> false));
    double accuracy = trainer.run().metrics().get(0).validationAccuracy();
    assertTrue(accuracy > 0.30, "the most frequent class has a share of 0.25, found " + accuracy);
  }
}
