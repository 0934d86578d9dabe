package org.sezim.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;

/**
 * Recognizes all photos of a folder on all cores, a few in memory at a time, and lists failures:
 *
 * <p>{@code examples/run ManyPhotosExample samples}
 */
public class ManyPhotosExample {
  /** Arguments: a folder, searched recursively. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: examples/run ManyPhotosExample FOLDER");
      System.exit(2);
    }
    List<String> failures = new ArrayList<>();
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled();
        Stream<Path> files = Files.walk(Path.of(args[0]));
        Stream<Outcome> outcomes =
            recognizer.recognizeAll(files.filter(Photo::isImageFile).map(PhotoSource::of))) {
      outcomes.forEach(outcome -> print(outcome, failures));
    }
    System.out.println("failures: " + failures.size());
    failures.forEach(System.out::println);
  }

  private static void print(Outcome outcome, List<String> failures) {
    if (outcome instanceof Outcome.Failed failed) {
      failures.add(failed.error().getMessage());
    } else if (outcome instanceof Outcome.Recognized recognized) {
      List<String> emotions =
          recognized.recognition().faces().stream().map(face -> face.emotions().best()).toList();
      System.out.println(outcome.source() + ": " + String.join(", ", emotions));
    }
  }
}
