package org.sezim.examples;

import java.nio.file.Path;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.training.Trainer;
import org.sezim.training.TrainingListener;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;

/**
 * Trains a recipe's network on labeled faces, and recognizes a photo with the new model:
 *
 * <p>{@code examples/run TrainingExample examples/small.yaml fer2013.csv run samples/happy.png}
 */
public class TrainingExample {
  /** Arguments: a recipe, FER-2013's file or a folder of faces, a new folder, a photo. */
  public static void main(String[] args) {
    if (args.length != 4) {
      System.err.println("usage: examples/run TrainingExample RECIPE DATA RUN PHOTO");
      System.exit(2);
    }
    Recipe recipe = Recipe.read(Path.of(args[0]));
    FaceDataset faces = FaceDataset.read(Path.of(args[1]), DatasetOptions.defaults());
    int cores = Runtime.getRuntime().availableProcessors();
    Trainer.Target target = new Trainer.Target(Path.of(args[2]), "TrainingExample", cores);
    Trainer trainer = Trainer.start(target, recipe, faces);
    trainer.train(new Progress(), () -> false);
    Path model = trainer.run().model();
    System.out.println("model: " + model);
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().emotionModel(model).build()) {
      for (Recognition.Face face : recognizer.recognize(Path.of(args[3])).faces()) {
        System.out.println(face.emotions().best() + " " + face.emotions().asMap());
      }
    }
  }

  private static class Progress implements TrainingListener {
    @Override
    public void epoch(EpochMetrics metrics, boolean kept, double samplesPerSecond) {
      System.out.printf(
          "epoch %d: validation accuracy %.1f %%%n",
          metrics.epoch(), 100 * metrics.validationAccuracy());
    }
  }
}
