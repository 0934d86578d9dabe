package org.sezim.example;

import java.nio.file.Path;
import org.sezim.EmotionClassifier;
import org.sezim.EmotionScores;
import org.sezim.FaceCrop;
import org.sezim.Photo;

public class Example {
  public static void main(String[] args) {
    FaceCrop face = FaceCrop.of(Photo.read(Path.of(args[0])));
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) { // share it between threads
      EmotionScores scores = classifier.classify(face);
      System.out.println(scores.best() + " " + scores.bestScore());
      System.out.println(scores.asMap());
    }
  }
}
