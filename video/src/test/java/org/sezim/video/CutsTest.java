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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.image.Photo;
import org.sezim.testing.SharedData;
import org.sezim.testing.TestPhotos;

/**
 * The figures of docs/guide/video.md: detected cuts and dissolves between photos, false detections,
 * and re-identified faces.
 */
@Tag("slow")
class CutsTest {
  private static final int PHOTOS = 120;
  private static final int VIDEOS = 20;
  private static final double MIN_IOU = FaceTracker.Options.DEFAULT.minIou();

  @AutoClose
  private static final EmotionRecognizer RECOGNIZER =
      EmotionRecognizer.builder().threads(1).build();

  private static FrameFeatures features(BufferedImage image) {
    Photo photo = Photo.of(image);
    List<Recognition.Face> faces = RECOGNIZER.recognize(photo, "photo").faces();
    return new FrameFeatures(
        FrameSignature.of(photo),
        faces,
        faces.stream().map(face -> EmotionRecognizer.crop(photo, face)).toList());
  }

  /** A part of an image, scaled to a width of 640 pixels. */
  private static BufferedImage part(BufferedImage image, double x, double y, double share) {
    int width = (int) (share * image.getWidth());
    int height = (int) (share * image.getHeight());
    int left = (int) (x * image.getWidth());
    int top = (int) (y * image.getHeight());
    return sized(image.getSubimage(left, top, width, height), 640 * height / width);
  }

  /** An image scaled to a width of 640 pixels. */
  private static BufferedImage sized(BufferedImage image, int height) {
    BufferedImage sized = TestPhotos.plain(640, height, Color.BLACK);
    VideoMaker.draw(image, sized, 0, 0, 640, height);
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
    List<FrameFeatures> frames = new ArrayList<>();
    int pansCut = 0;
    int flashesCut = 0;
    for (BufferedImage image : photos(folder)) {
      BufferedImage here = part(image, 0.1, 0.1, 0.8);
      FrameFeatures features = features(here);
      pansCut += features(part(image, 0.18, 0.1, 0.8)).isCutFrom(features, MIN_IOU) ? 1 : 0;
      flashesCut += features(flash(here)).isCutFrom(features, MIN_IOU) ? 1 : 0;
      frames.add(features);
    }
    int pairs = 0;
    int seen = 0;
    for (int i = 0; i < frames.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        seen += frames.get(i).isCutFrom(frames.get(j), MIN_IOU) ? 1 : 0;
      }
    }
    assertEquals(PHOTOS * (PHOTOS - 1) / 2, pairs);
    assertTrue(seen >= least * pairs, folder + ": " + seen + " of " + pairs);
    assertTrue(pansCut <= 0.03 * PHOTOS, folder + ": " + pansCut + " pans cut");
    assertTrue(flashesCut <= 0.03 * PHOTOS, folder + ": " + flashesCut + " flashes cut");
  }

  /** A gradual transition from one image to another. */
  private enum Transition {
    dissolve,
    black;

    BufferedImage of(BufferedImage from, BufferedImage to, double share) {
      BufferedImage black = TestPhotos.plain(640, from.getHeight(), Color.BLACK);
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
   * One person for 1.6 seconds, a transition of one second to another, 1.6 seconds of that one, and
   * a cut back to the first; the camera moves all the time.
   */
  @ParameterizedTest
  @CsvSource({"photos, dissolve", "photos, black", "portraits, dissolve", "portraits, black"})
  void dissolvesGiveNewTrackIdsAndReturnsDoNot(String folder, Transition transition)
      throws IOException {
    List<BufferedImage> people =
        photos(folder).stream()
            .map(image -> sized(image, 480))
            .filter(image -> features(image).faces().size() == 1)
            .limit(2 * VIDEOS)
            .toList();
    int videos = people.size() / 2;
    int changes = 0;
    int returns = 0;
    for (int i = 0; i < videos; i++) {
      BufferedImage first = people.get(i);
      BufferedImage second = people.get(i + videos);
      ShotAwareTracker tracker = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      List<Set<Long>> trackIds = new ArrayList<>();
      for (int frame = 0; frame < 29; frame++) {
        BufferedImage a = part(first, 0.1 + 0.003 * (frame % 21), 0.1, 0.8);
        BufferedImage b = part(second, 0.18 - 0.003 * frame, 0.1, 0.8);
        BufferedImage image =
            frame < 8 || frame >= 21 ? a : transition.of(a, b, Math.min(1, (frame - 7) / 5.0));
        trackIds.add(
            tracker.next(features(image), 0.2 * frame).stream()
                .map(FaceTracker.Tracked::track)
                .collect(Collectors.toSet()));
      }
      Set<Long> one = trackIds.get(7);
      Set<Long> other = trackIds.get(20);
      changes += one.size() == 1 && other.size() == 1 && !one.equals(other) ? 1 : 0;
      returns += trackIds.get(28).equals(one) ? 1 : 0;
    }
    String found = folder + " " + transition + ": " + changes + ", " + returns + " of " + videos;
    assertEquals(VIDEOS, videos);
    assertTrue(changes >= 0.9 * videos, found);
    assertTrue(returns >= 0.8 * videos, found);
  }

  /** Pans and zooms are no mixtures of two frames. */
  @ParameterizedTest
  @ValueSource(strings = {"photos", "portraits"})
  void movingCameraIsNoDissolve(String folder) throws IOException {
    int videos = 0;
    int cuts = 0;
    for (BufferedImage photo : photos(folder).subList(0, 2 * VIDEOS)) {
      BufferedImage image = sized(photo, 480);
      ShotAwareTracker pan = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      ShotAwareTracker zoom = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
      List<List<FaceTracker.Tracked>> frames = new ArrayList<>();
      for (int frame = 0; frame < 20; frame++) {
        double share = 1 - 0.02 * frame;
        frames.add(pan.next(features(part(image, 0.015 * frame, 0.1, 0.7)), 0.2 * frame));
        frames.add(
            zoom.next(features(part(image, (1 - share) / 2, (1 - share) / 2, share)), 0.2 * frame));
      }
      if (frames.stream().allMatch(faces -> faces.size() == 1)) {
        videos += 2;
        cuts += frames.stream().anyMatch(faces -> faces.get(0).track() != 1) ? 1 : 0;
      }
    }
    String found = folder + ": " + cuts + " of " + videos;
    assertTrue(videos > VIDEOS, found);
    assertTrue(cuts <= 0.03 * videos, found);
  }

  /** One and a half times as bright. */
  private static BufferedImage flash(BufferedImage image) {
    BufferedImage bright = TestPhotos.plain(image.getWidth(), image.getHeight(), Color.BLACK);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color color = new Color(image.getRGB(x, y));
        bright.setRGB(
            x,
            y,
            new Color(
                    brighter(color.getRed()), brighter(color.getGreen()), brighter(color.getBlue()))
                .getRGB());
      }
    }
    return bright;
  }

  private static int brighter(int value) {
    return Math.min(255, value * 3 / 2);
  }
}
