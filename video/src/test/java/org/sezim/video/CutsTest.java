package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Photo;
import org.sezim.Recognition;

/**
 * The figures of docs/video.md: how many cuts between photographs are seen, and how many are not
 * there.
 */
@Tag("slow")
class CutsTest {
  private static final int PHOTOS = 120;
  private static final double OVERLAP = FaceTracker.Options.DEFAULT.overlap();

  private static Shots.View view(EmotionRecognizer recognizer, BufferedImage image) {
    Photo photo = Photo.of(image);
    List<Recognition.Face> faces = recognizer.recognize(photo, "photo").faces();
    return new Shots.View(
        Glance.of(photo),
        faces,
        faces.stream().map(face -> EmotionRecognizer.crop(photo, face)).toList());
  }

  /** A part of a picture, 640 pixels wide. */
  private static BufferedImage part(BufferedImage image, double x, double y, double share) {
    int width = (int) (share * image.getWidth());
    int height = (int) (share * image.getHeight());
    BufferedImage part = FilmMaker.plain(640, 640 * height / width, Color.BLACK);
    int left = (int) (x * image.getWidth());
    int top = (int) (y * image.getHeight());
    BufferedImage cut = image.getSubimage(left, top, width, height);
    FilmMaker.lay(cut, part, 0, 0, part.getWidth(), part.getHeight());
    return part;
  }

  @ParameterizedTest
  @CsvSource({"photos, 0.98", "portraits, 0.96", "scenes, 0.995"})
  void cutsAreSeenAndPansAreNone(String folder, double least) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(SharedData.require(folder))) {
      files = new ArrayList<>(tree.filter(Photo::hasPictureName).sorted().toList());
    }
    Collections.shuffle(files, new Random(3));
    List<Shots.View> views = new ArrayList<>();
    int pansCut = 0;
    int flashesCut = 0;
    try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build()) {
      for (Path file : files.subList(0, PHOTOS)) {
        BufferedImage image = FilmMaker.read(file);
        BufferedImage here = part(image, 0.1, 0.1, 0.8);
        Shots.View view = view(recognizer, here);
        pansCut += view(recognizer, part(image, 0.18, 0.1, 0.8)).isCutFrom(view, OVERLAP) ? 1 : 0;
        flashesCut += view(recognizer, flash(here)).isCutFrom(view, OVERLAP) ? 1 : 0;
        views.add(view);
      }
    }
    int pairs = 0;
    int seen = 0;
    for (int i = 0; i < views.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        seen += views.get(i).isCutFrom(views.get(j), OVERLAP) ? 1 : 0;
      }
    }
    assertEquals(PHOTOS * (PHOTOS - 1) / 2, pairs);
    assertTrue(seen >= least * pairs, folder + ": " + seen + " of " + pairs);
    assertTrue(pansCut <= 0.03 * PHOTOS, folder + ": " + pansCut + " pans cut");
    assertTrue(flashesCut <= 0.03 * PHOTOS, folder + ": " + flashesCut + " flashes cut");
  }

  /** Half as bright again. */
  private static BufferedImage flash(BufferedImage image) {
    BufferedImage bright = FilmMaker.plain(image.getWidth(), image.getHeight(), Color.BLACK);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        bright.setRGB(
            x,
            y,
            new Color(more(colour.getRed()), more(colour.getGreen()), more(colour.getBlue()))
                .getRGB());
      }
    }
    return bright;
  }

  private static int more(int value) {
    return Math.min(255, value * 3 / 2);
  }
}
