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

class ShotAwareTrackerTest {
  private static final EmotionScores SCORES =
      EmotionScores.of(List.of("happy", "sad"), new float[] {0.9f, 0.1f});

  /** A place of patches in random colours. */
  private static BufferedImage place(int seed) {
    Random random = new Random(seed);
    BufferedImage image = VideoMaker.plain(640, 360, Color.GRAY);
    for (int i = 0; i < 60; i++) {
      Color colour = new Color(random.nextInt(0x1000000));
      int x = random.nextInt(600);
      int y = random.nextInt(320);
      VideoMaker.lay(VideoMaker.plain(8, 8, colour), image, x, y, 120, 90);
    }
    return image;
  }

  private static Recognition.Face face(double x) {
    return new Recognition.Face(
        new Box(x, 100, 80, 100), 0.9f, Optional.empty(), false, false, SCORES);
  }

  /** A person's look; another number is another person. */
  private static FaceCrop look(int person, int noise) {
    Random features = new Random(person);
    Random changes = new Random(noise);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (30 + features.nextInt(180) + changes.nextInt(30));
    }
    return FaceCrop.of(pixels);
  }

  private static FrameFeatures view(BufferedImage place, double x, FaceCrop look) {
    return new FrameFeatures(FrameSignature.of(Photo.of(place)), List.of(face(x)), List.of(look));
  }

  @Test
  void changeOfPlaceIsACut() {
    BufferedImage here = place(1);
    BufferedImage moved = VideoMaker.plain(640, 360, Color.GRAY);
    VideoMaker.lay(here, moved, 40, 0, 640, 360);
    FrameSignature glance = FrameSignature.of(Photo.of(here));
    FrameSignature panned = FrameSignature.of(Photo.of(moved));
    FrameSignature other = FrameSignature.of(Photo.of(place(2)));
    assertEquals(1, glance.likeness(glance), 1e-9);
    assertEquals(1, glance.colours(glance), 1e-9);
    assertEquals(glance.likeness(other), other.likeness(glance), 1e-9);
    assertTrue(panned.colours(glance) > 0.85, "" + panned.colours(glance));
    assertTrue(other.colours(glance) < 0.6, "" + other.colours(glance));
    assertTrue(other.likeness(glance) < 0.6, "" + other.likeness(glance));
    FrameSignature black = FrameSignature.of(Photo.of(VideoMaker.plain(64, 36, Color.BLACK)));
    FrameSignature nearlyBlack =
        FrameSignature.of(Photo.of(VideoMaker.plain(64, 36, new Color(2, 2, 2))));
    assertEquals(1, black.likeness(nearlyBlack), 1e-6);
  }

  @Test
  void sameFaceOnAnotherBackgroundIsNoCut() {
    FrameFeatures first = view(place(1), 100, look(1, 1));
    assertFalse(view(place(2), 105, look(1, 2)).isCutFrom(first, 0.2), "the face is the same");
    assertTrue(view(place(2), 105, look(2, 1)).isCutFrom(first, 0.2), "another face");
    assertTrue(view(place(2), 400, look(1, 1)).isCutFrom(first, 0.2), "not where it was");
    assertFalse(view(place(1), 105, look(2, 1)).isCutFrom(first, 0.2), "a face that has turned");
  }

  @Test
  void facesGetNewNumbersAfterACut() {
    ShotAwareTracker shots = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
    List<Long> numbers = new ArrayList<>();
    int[] places = {1, 1, 1, 2, 2, 3};
    for (int i = 0; i < places.length; i++) {
      FrameFeatures view = view(place(places[i]), 100 + i, look(places[i], i));
      List<FaceTracker.Tracked> faces = shots.next(view, 0.2 * i);
      assertEquals(1, faces.size());
      numbers.add(faces.get(0).track());
    }
    assertEquals(List.of(1L, 1L, 1L, 2L, 2L, 3L), numbers);
  }

  /** The numbers of the faces of each look, five a second. */
  private static List<List<Long>> numbers(List<FrameFeatures> looks) {
    ShotAwareTracker shots = new ShotAwareTracker(VideoOptions.DEFAULT.tracking());
    List<List<Long>> numbers = new ArrayList<>();
    for (int i = 0; i < looks.size(); i++) {
      numbers.add(
          shots.next(looks.get(i), 0.2 * i).stream().map(FaceTracker.Tracked::track).toList());
    }
    return numbers;
  }

  @Test
  void faceBackAtItsPlaceKeepsItsNumber() {
    List<FrameFeatures> looks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int person = i / 10 % 2 + 1;
      looks.add(view(place(person), 100 + i % 10, look(person, i)));
    }
    looks.add(view(place(1), 100, look(3, 1)));
    List<List<Long>> numbers = numbers(looks);
    for (int i = 0; i < 40; i++) {
      assertEquals(List.of(i / 10 % 2 + 1L), numbers.get(i), "look " + i);
    }
    assertEquals(List.of(3L), numbers.get(40), "another person in the first one's place");
  }

  @Test
  void fastFaceKeepsItsNumberByItsLook() {
    List<FrameFeatures> looks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      looks.add(view(place(1), 110 * i, look(1, i)));
    }
    looks.add(view(place(1), 10, look(2, 1)));
    assertEquals(
        List.of(List.of(1L), List.of(1L), List.of(1L), List.of(1L), List.of(1L), List.of(2L)),
        numbers(looks));
  }

  @Test
  void numbersAreUniqueWithinAFrame() {
    // Twins: one moves on too fast to follow, and the other takes the place.
    FaceCrop look = look(1, 1);
    List<Recognition.Face> faces = List.of(face(10), face(300));
    FrameSignature glance = FrameSignature.of(Photo.of(place(1)));
    List<FrameFeatures> looks =
        List.of(
            view(place(1), 10, look),
            new FrameFeatures(glance, List.of(), List.of()),
            view(place(1), 300, look),
            new FrameFeatures(glance, faces, List.of(look, look)));
    List<List<Long>> numbers = numbers(looks);
    assertEquals(List.of(1L), numbers.get(2));
    assertEquals(List.of(2L, 1L), numbers.get(3));
  }

  @Test
  void aDissolveIsACut() {
    BufferedImage from = place(1);
    BufferedImage to = place(2);
    List<FrameFeatures> looks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double share = Math.min(1, Math.max(0, (i - 5) / 8.0));
      BufferedImage image = VideoMaker.plain(640, 360, Color.BLACK);
      byte[] pixels = new byte[FaceCrop.PIXELS];
      for (int x = 0; x < 640; x++) {
        for (int y = 0; y < 360; y++) {
          image.setRGB(x, y, mixed(from.getRGB(x, y), to.getRGB(x, y), share));
        }
      }
      for (int p = 0; p < pixels.length; p++) {
        int x = p % FaceCrop.SIZE;
        int y = p / FaceCrop.SIZE;
        pixels[p] = (byte) ((1 - share) * look(1, 1).pixel(x, y) + share * look(2, 1).pixel(x, y));
      }
      looks.add(view(image, 100, FaceCrop.of(pixels)));
    }
    List<List<Long>> numbers = numbers(looks);
    assertEquals(List.of(1L), numbers.get(6));
    for (int i = 13; i < 20; i++) {
      assertEquals(List.of(2L), numbers.get(i), "look " + i);
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
