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
import org.sezim.Box;
import org.sezim.EmotionScores;
import org.sezim.FaceCrop;
import org.sezim.FaceTracker;
import org.sezim.Photo;
import org.sezim.Recognition;

class ShotsTest {
  private static final EmotionScores SCORES =
      EmotionScores.of(List.of("happy", "sad"), new float[] {0.9f, 0.1f});

  /** A place of patches in random colours. */
  private static BufferedImage place(int seed) {
    Random random = new Random(seed);
    BufferedImage image = FilmMaker.plain(640, 360, Color.GRAY);
    for (int i = 0; i < 60; i++) {
      Color colour = new Color(random.nextInt(0x1000000));
      int x = random.nextInt(600);
      int y = random.nextInt(320);
      FilmMaker.lay(FilmMaker.plain(8, 8, colour), image, x, y, 120, 90);
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

  private static Shots.View view(BufferedImage place, double x, FaceCrop look) {
    return new Shots.View(Glance.of(Photo.of(place)), List.of(face(x)), List.of(look));
  }

  @Test
  void oneShotIsNoCutAndTwoPlacesAre() {
    BufferedImage here = place(1);
    BufferedImage moved = FilmMaker.plain(640, 360, Color.GRAY);
    FilmMaker.lay(here, moved, 40, 0, 640, 360);
    Glance glance = Glance.of(Photo.of(here));
    Glance panned = Glance.of(Photo.of(moved));
    Glance other = Glance.of(Photo.of(place(2)));
    assertEquals(1, glance.likeness(glance), 1e-9);
    assertEquals(1, glance.colours(glance), 1e-9);
    assertEquals(glance.likeness(other), other.likeness(glance), 1e-9);
    assertTrue(panned.colours(glance) > 0.85, "" + panned.colours(glance));
    assertTrue(other.colours(glance) < 0.6, "" + other.colours(glance));
    assertTrue(other.likeness(glance) < 0.6, "" + other.likeness(glance));
    Glance black = Glance.of(Photo.of(FilmMaker.plain(64, 36, Color.BLACK)));
    Glance nearlyBlack = Glance.of(Photo.of(FilmMaker.plain(64, 36, new Color(2, 2, 2))));
    assertEquals(1, black.likeness(nearlyBlack), 1e-6);
  }

  @Test
  void aSameFaceInAnotherPlaceIsNoCut() {
    Shots.View first = view(place(1), 100, look(1, 1));
    assertFalse(view(place(2), 105, look(1, 2)).isCutFrom(first, 0.2), "the face is the same");
    assertTrue(view(place(2), 105, look(2, 1)).isCutFrom(first, 0.2), "another face");
    assertTrue(view(place(2), 400, look(1, 1)).isCutFrom(first, 0.2), "not where it was");
    assertFalse(view(place(1), 105, look(2, 1)).isCutFrom(first, 0.2), "a face that has turned");
  }

  @Test
  void facesGetNewNumbersAfterACut() {
    Shots shots = new Shots(FilmOptions.DEFAULT.tracking());
    List<Long> numbers = new ArrayList<>();
    int[] places = {1, 1, 1, 2, 2, 3};
    for (int i = 0; i < places.length; i++) {
      Shots.View view = view(place(places[i]), 100 + i, look(places[i], i));
      List<FaceTracker.Tracked> faces = shots.next(view, 0.2 * i);
      assertEquals(1, faces.size());
      numbers.add(faces.get(0).track());
    }
    assertEquals(List.of(1L, 1L, 1L, 2L, 2L, 3L), numbers);
  }
}
