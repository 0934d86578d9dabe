package org.sezim.example;

import java.nio.file.Path;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;

public class Example {
  public static void main(String[] args) {
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) { // share it between threads
      for (Recognition.Face face : recognizer.recognize(Path.of(args[0])).faces()) {
        System.out.println(face.emotions().best() + " " + face.emotions().bestScore());
        System.out.println(face.box() + " " + face.emotions().asMap());
      }
    }
  }
}
