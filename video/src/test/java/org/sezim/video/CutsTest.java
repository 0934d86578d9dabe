package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.image.Photo;
import org.sezim.testing.SharedData;

/**
 * The figures of docs/guide/video.md: how many cuts and dissolves between photographs are seen, how
 * many that are not there, and how often a face that comes back is known again.
 */
@Tag("slow")
class CutsTest {
  private static final int PHOTOS = 120;
  private static final int FILMS = 20;
  private static final double OVERLAP = FaceTracker.Options.DEFAULT.minIou();

  private static EmotionRecognizer recognizer;

  @BeforeAll
  static void load() {
    recognizer = EmotionRecognizer.builder().threads(1).build();
  }

  @AfterAll
  static void close() {
    recognizer.close();
  }

  private static FrameFeatures view(BufferedImage image) {
    Photo photo = Photo.of(image);
    List<Recognition.Face> faces = recognizer.recognize(photo, "photo").faces();
    return new FrameFeatures(
        FrameSignature.of(photo),
        faces,
        faces.stream().map(face -> EmotionRecognizer.crop(photo, face)).toList());
  }

  /** A part of a picture, 640 pixels wide. */
  private static BufferedImage part(BufferedImage image, double x, double y, double share) {
    int width = (int) (share * image.getWidth());
    int height = (int) (share * image.getHeight());
    int left = (int) (x * image.getWidth());
    int top = (int) (y * image.getHeight());
    return sized(image.getSubimage(left, top, width, height), 640 * height / width);
  }

  /** A picture, 640 pixels wide. */
  private static BufferedImage sized(BufferedImage image, int height) {
    BufferedImage sized = VideoMaker.plain(640, height, Color.BLACK);
    VideoMaker.lay(image, sized, 0, 0, 640, height);
    return sized;
  }

  private static List<BufferedImage> photos(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(SharedData.require(folder))) {
      files = new ArrayList<>(tree.filter(Photo::isImageFile).sorted().toList());
    }
    Collections.shuffle(files, new Random(3));
    return files.stream().limit(PHOTOS).map(VideoMaker::read).toList();
  }

  @ParameterizedTest
  @CsvSource({"photos, 0.98", "portraits, 0.96", "scenes, 0.995"})
  void cutsAreFoundAndPansAreNot(String folder, double least) throws IOException {
    List<FrameFeatures> views = new ArrayList<>();
    int pansCut = 0;
    int flashesCut = 0;
    for (BufferedImage image : photos(folder)) {
      BufferedImage here = part(image, 0.1, 0.1, 0.8);
      FrameFeatures view = view(here);
      pansCut += view(part(image, 0.18, 0.1, 0.8)).isCutFrom(view, OVERLAP) ? 1 : 0;
      flashesCut += view(flash(here)).isCutFrom(view, OVERLAP) ? 1 : 0;
      views.add(view);
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

  /** What becomes of one picture on the way to another. */
  private enum Change {
    dissolve,
    black;

    BufferedImage of(BufferedImage from, BufferedImage to, double share) {
      BufferedImage black = VideoMaker.plain(640, from.getHeight(), Color.BLACK);
      if (this == dissolve) {
        return mixture(from, to, share);
      }
      return share < 0.5 ? mixture(from, black, 2 * share) : mixture(black, to, 2 * share - 1);
    }
  }

  private static BufferedImage mixture(BufferedImage from, BufferedImage to, double share) {
    BufferedImage mixture = sized(from, from.getHeight());
    Graphics2D g = mixture.createGraphics();
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) share));
    g.drawImage(to, 0, 0, 640, from.getHeight(), null);
    g.dispose();
    return mixture;
  }

  /**
   * One person for 1.6 seconds, a second in which they turn into another, that one for 1.6, and a
   * cut back to the first; the camera moves in all of it.
   */
  @ParameterizedTest
  @CsvSource({"photos, dissolve", "photos, black", "portraits, dissolve", "portraits, black"})
  void dissolvesGiveNewNumbersAndReturnsDoNot(String folder, Change change) throws IOException {
    List<BufferedImage> people =
        photos(folder).stream()
            .map(image -> sized(image, 480))
            .filter(image -> view(image).faces().size() == 1)
            .limit(2 * FILMS)
            .toList();
    int films = people.size() / 2;
    int changes = 0;
    int returns = 0;
    for (int i = 0; i < films; i++) {
      BufferedImage first = people.get(i);
      BufferedImage second = people.get(i + films);
      ShotAwareTracker shots = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      List<Set<Long>> numbers = new ArrayList<>();
      for (int look = 0; look < 29; look++) {
        BufferedImage a = part(first, 0.1 + 0.003 * (look % 21), 0.1, 0.8);
        BufferedImage b = part(second, 0.18 - 0.003 * look, 0.1, 0.8);
        BufferedImage image =
            look < 8 || look >= 21 ? a : change.of(a, b, Math.min(1, (look - 7) / 5.0));
        numbers.add(
            shots.next(view(image), 0.2 * look).stream()
                .map(FaceTracker.Tracked::track)
                .collect(Collectors.toSet()));
      }
      Set<Long> one = numbers.get(7);
      Set<Long> other = numbers.get(20);
      changes += one.size() == 1 && other.size() == 1 && !one.equals(other) ? 1 : 0;
      returns += numbers.get(28).equals(one) ? 1 : 0;
    }
    String found = folder + " " + change + ": " + changes + ", " + returns + " of " + films;
    assertEquals(FILMS, films);
    assertTrue(changes >= 0.9 * films, found);
    assertTrue(returns >= 0.8 * films, found);
  }

  /** No mixture, however much changes. */
  @ParameterizedTest
  @ValueSource(strings = {"photos", "portraits"})
  void aMovingCameraIsNoDissolve(String folder) throws IOException {
    int films = 0;
    int cuts = 0;
    for (BufferedImage photo : photos(folder).subList(0, 2 * FILMS)) {
      BufferedImage image = sized(photo, 480);
      ShotAwareTracker pan = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      ShotAwareTracker zoom = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      List<List<FaceTracker.Tracked>> looks = new ArrayList<>();
      for (int look = 0; look < 20; look++) {
        double share = 1 - 0.02 * look;
        looks.add(pan.next(view(part(image, 0.015 * look, 0.1, 0.7)), 0.2 * look));
        looks.add(
            zoom.next(view(part(image, (1 - share) / 2, (1 - share) / 2, share)), 0.2 * look));
      }
      if (looks.stream().allMatch(faces -> faces.size() == 1)) {
        films += 2;
        cuts += looks.stream().anyMatch(faces -> faces.get(0).track() != 1) ? 1 : 0;
      }
    }
    String found = folder + ": " + cuts + " of " + films;
    assertTrue(films > FILMS, found);
    assertTrue(cuts <= 0.03 * films, found);
  }

  /** Half as bright again. */
  private static BufferedImage flash(BufferedImage image) {
    BufferedImage bright = VideoMaker.plain(image.getWidth(), image.getHeight(), Color.BLACK);
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
