package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class ShotAwareTrackerTest {
  private static final EmotionScores SCORES =
      EmotionScores.of(List.of("happy", "sad"), new float[] {0.9f, 0.1f});

  /** A scene of patches in random colors. */
  private static BufferedImage scene(int seed) {
    Random random = new Random(seed);
    BufferedImage image = TestPhotos.plain(640, 360, Color.GRAY);
    for (int i = 0; i < 60; i++) {
      Color color = new Color(random.nextInt(0x1000000));
      int x = random.nextInt(600);
      int y = random.nextInt(320);
      VideoMaker.draw(TestPhotos.plain(8, 8, color), image, x, y, 120, 90);
    }
    return image;
  }

  private static Recognition.Face face(double x) {
    return new Recognition.Face(
        new Box(x, 100, 80, 100), 0.9f, Optional.empty(), false, false, SCORES);
  }

  /** A crop of a person's face with noise. */
  private static FaceCrop crop(int person, int noise) {
    Random features = new Random(person);
    Random changes = new Random(noise);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (30 + features.nextInt(180) + changes.nextInt(30));
    }
    return FaceCrop.of(pixels);
  }

  private static FrameFeatures features(BufferedImage scene, double x, FaceCrop crop) {
    return new FrameFeatures(FrameSignature.of(Photo.of(scene)), List.of(face(x)), List.of(crop));
  }

  @Test
  void changeOfSceneIsACut() {
    BufferedImage here = scene(1);
    BufferedImage moved = TestPhotos.plain(640, 360, Color.GRAY);
    VideoMaker.draw(here, moved, 40, 0, 640, 360);
    FrameSignature signature = FrameSignature.of(Photo.of(here));
    FrameSignature panned = FrameSignature.of(Photo.of(moved));
    FrameSignature other = FrameSignature.of(Photo.of(scene(2)));
    assertEquals(1, signature.correlation(signature), 1e-9);
    assertEquals(1, signature.colorOverlap(signature), 1e-9);
    assertEquals(signature.correlation(other), other.correlation(signature), 1e-9);
    assertTrue(panned.colorOverlap(signature) > 0.85, "" + panned.colorOverlap(signature));
    assertTrue(other.colorOverlap(signature) < 0.6, "" + other.colorOverlap(signature));
    assertTrue(other.correlation(signature) < 0.6, "" + other.correlation(signature));
    FrameSignature black = FrameSignature.of(Photo.of(TestPhotos.plain(64, 36, Color.BLACK)));
    FrameSignature nearlyBlack =
        FrameSignature.of(Photo.of(TestPhotos.plain(64, 36, new Color(2, 2, 2))));
    assertEquals(1, black.correlation(nearlyBlack), 1e-6);
  }

  @Test
  void sameFaceOnAnotherBackgroundIsNoCut() {
    FrameFeatures first = features(scene(1), 100, crop(1, 1));
    assertFalse(features(scene(2), 105, crop(1, 2)).isCutFrom(first, 0.2), "the face is the same");
    assertTrue(features(scene(2), 105, crop(2, 1)).isCutFrom(first, 0.2), "another face");
    assertTrue(features(scene(2), 400, crop(1, 1)).isCutFrom(first, 0.2), "not where it was");
    assertFalse(
        features(scene(1), 105, crop(2, 1)).isCutFrom(first, 0.2), "a face that has turned");
  }

  @Test
  void facesGetNewTrackIdsAfterACut() {
    ShotAwareTracker tracker = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
    List<Long> trackIds = new ArrayList<>();
    int[] scenes = {1, 1, 1, 2, 2, 3};
    for (int i = 0; i < scenes.length; i++) {
      FrameFeatures features = features(scene(scenes[i]), 100 + i, crop(scenes[i], i));
      List<FaceTracker.Tracked> faces = tracker.next(features, 0.2 * i);
      assertEquals(1, faces.size());
      trackIds.add(faces.get(0).track());
    }
    assertEquals(List.of(1L, 1L, 1L, 2L, 2L, 3L), trackIds);
  }

  /** The track ids of each frame, at five frames per second. */
  private static List<List<Long>> trackIds(List<FrameFeatures> frames) {
    ShotAwareTracker tracker = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
    List<List<Long>> trackIds = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      trackIds.add(
          tracker.next(frames.get(i), 0.2 * i).stream().map(FaceTracker.Tracked::track).toList());
    }
    return trackIds;
  }

  @Test
  void faceBackInItsPositionKeepsItsTrackId() {
    List<FrameFeatures> frames = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int person = i / 10 % 2 + 1;
      frames.add(features(scene(person), 100 + i % 10, crop(person, i)));
    }
    frames.add(features(scene(1), 100, crop(3, 1)));
    List<List<Long>> ids = trackIds(frames);
    for (int i = 0; i < 40; i++) {
      assertEquals(List.of(i / 10 % 2 + 1L), ids.get(i), "frame " + i);
    }
    assertEquals(List.of(3L), ids.get(40), "another person in the first one's position");
  }

  @Test
  void fastFaceKeepsItsTrackId() {
    List<FrameFeatures> frames = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      frames.add(features(scene(1), 110 * i, crop(1, i)));
    }
    frames.add(features(scene(1), 10, crop(2, 1)));
    assertEquals(
        List.of(List.of(1L), List.of(1L), List.of(1L), List.of(1L), List.of(1L), List.of(2L)),
        trackIds(frames));
  }

  @Test
  void trackIdsAreUniqueWithinAFrame() {
    // Identical faces: one moves too fast to track, and the other takes its position.
    FaceCrop crop = crop(1, 1);
    List<Recognition.Face> faces = List.of(face(10), face(300));
    FrameSignature signature = FrameSignature.of(Photo.of(scene(1)));
    List<FrameFeatures> frames =
        List.of(
            features(scene(1), 10, crop),
            new FrameFeatures(signature, List.of(), List.of()),
            features(scene(1), 300, crop),
            new FrameFeatures(signature, faces, List.of(crop, crop)));
    List<List<Long>> ids = trackIds(frames);
    assertEquals(List.of(1L), ids.get(2));
    assertEquals(List.of(2L, 1L), ids.get(3));
  }

  @Test
  void aDissolveIsACut() {
    BufferedImage from = scene(1);
    BufferedImage to = scene(2);
    List<FrameFeatures> frames = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double share = Math.min(1, Math.max(0, (i - 5) / 8.0));
      BufferedImage image = TestPhotos.plain(640, 360, Color.BLACK);
      byte[] pixels = new byte[FaceCrop.PIXELS];
      for (int x = 0; x < 640; x++) {
        for (int y = 0; y < 360; y++) {
          image.setRGB(x, y, mixed(from.getRGB(x, y), to.getRGB(x, y), share));
        }
      }
      for (int p = 0; p < pixels.length; p++) {
        int x = p % FaceCrop.SIZE;
        int y = p / FaceCrop.SIZE;
        pixels[p] = (byte) ((1 - share) * crop(1, 1).pixel(x, y) + share * crop(2, 1).pixel(x, y));
      }
      frames.add(features(image, 100, FaceCrop.of(pixels)));
    }
    List<List<Long>> ids = trackIds(frames);
    assertEquals(List.of(1L), ids.get(6));
    for (int i = 13; i < 20; i++) {
      assertEquals(List.of(2L), ids.get(i), "frame " + i);
    }
  }

  private static int mixed(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      double value = (1 - share) * (from >> shift & 0xff) + share * (to >> shift & 0xff);
      mixed |= (int) Math.round(value) << shift;
    }
    return mixed;
  }
}
