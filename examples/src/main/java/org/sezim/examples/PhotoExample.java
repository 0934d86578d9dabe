package org.sezim.examples;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.draw.Annotator;
import org.sezim.image.Photo;

/**
 * Prints the faces of one photo and their emotions, and writes a copy with boxes and labels:
 *
 * <p>{@code examples/run PhotoExample samples/several.jpg faces.png}
 */
public class PhotoExample {
  /** Arguments: a photo, the PNG file to write. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: examples/run PhotoExample PHOTO COPY.png");
      System.exit(2);
    }
    Photo photo = Photo.read(Path.of(args[0]));
    try (EmotionRecognizer recognizer = EmotionRecognizer.bundled()) {
      Recognition recognition = recognizer.recognize(photo, args[0]);
      for (Recognition.Face face : recognition.faces()) {
        System.out.printf(
            "%s, score %.2f, at x %.0f, y %.0f%n",
            face.emotions().best(), face.emotions().bestScore(), face.box().x(), face.box().y());
      }
      ImageIO.write(Annotator.of(photo, recognition), "png", Path.of(args[1]).toFile());
    }
  }
}
