package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sezim.face.Box;
import org.sezim.image.Photo;
import org.sezim.testing.TestPhotos;

class MosaicGeneratorTest {
  private static final int SIDE = 64;
  private static final int MOSAICS = 200;

  private static TrainingImage trainingImage(BufferedImage image, Box... faces) {
    return new TrainingImage(Photo.of(image), List.of(faces));
  }

  private static MosaicGenerator scene() {
    return new MosaicGenerator(
        List.of(List.of(trainingImage(TestPhotos.happyScene(), new Box(180, 120, 120, 140)))),
        SIDE);
  }

  @Test
  void sameSeedGivesSameMosaic() {
    byte[] one = scene().generate(new SplittableRandom(1));
    assertEquals(3 * SIDE * SIDE, one.length);
    assertArrayEquals(one, scene().generate(new SplittableRandom(1)));
    assertFalse(Arrays.equals(one, scene().generate(new SplittableRandom(2))));
  }

  /** No pixel stays empty, whatever is drawn, rotated and pasted. */
  @Test
  void photosCoverTheWholeMosaic() {
    Color color = new Color(200, 150, 100);
    MosaicGenerator generator =
        new MosaicGenerator(
            List.of(
                List.of(trainingImage(TestPhotos.plain(90, 40, color), new Box(30, 10, 20, 20))),
                List.of(trainingImage(TestPhotos.plain(30, 200, color)))),
            SIDE);
    byte[] expected = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < expected.length; i += 3) {
      expected[i] = 100;
      expected[i + 1] = (byte) 150;
      expected[i + 2] = (byte) 200;
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < MOSAICS; i++) {
      assertArrayEquals(expected, generator.generate(random), "mosaic " + i);
    }
  }

  @Test
  void drawsFromFoldersEquallyOftenWhateverTheirSizes() {
    TrainingImage white = trainingImage(TestPhotos.plain(80, 60, Color.WHITE));
    TrainingImage black = trainingImage(TestPhotos.plain(80, 60, Color.BLACK));
    MosaicGenerator generator =
        new MosaicGenerator(List.of(List.of(white), List.of(black, black, black, black)), SIDE);
    assertEquals(0.5, whiteness(generator), 0.1);
  }

  @Test
  void prefersPartsAroundKnownFaces() {
    BufferedImage image = TestPhotos.plain(600, 600, Color.BLACK);
    Graphics2D graphics = image.createGraphics();
    graphics.fillRect(20, 20, 40, 40);
    graphics.dispose();
    MosaicGenerator unknown = new MosaicGenerator(List.of(List.of(trainingImage(image))), SIDE);
    MosaicGenerator known =
        new MosaicGenerator(List.of(List.of(trainingImage(image, new Box(20, 20, 40, 40)))), SIDE);
    assertTrue(whiteness(known) > 5 * whiteness(unknown));
  }

  /** The share of white in many mosaics. */
  private static double whiteness(MosaicGenerator generator) {
    SplittableRandom random = new SplittableRandom(4);
    double sum = 0;
    for (int i = 0; i < MOSAICS; i++) {
      byte[] mosaic = generator.generate(random);
      for (byte value : mosaic) {
        sum += (value & 0xff) / 255.0 / mosaic.length;
      }
    }
    return sum / MOSAICS;
  }

  @Test
  void augmentationCopiesTheMosaicAndRepeatsWithTheSeed() {
    byte[] mosaic = scene().generate(new SplittableRandom(5));
    byte[] copy = mosaic.clone();
    int different = 0;
    for (int seed = 0; seed < 50; seed++) {
      byte[] changed = scene().augment(mosaic, new SplittableRandom(seed));
      assertEquals(mosaic.length, changed.length);
      assertArrayEquals(changed, scene().augment(mosaic, new SplittableRandom(seed)));
      different += Arrays.equals(mosaic, changed) ? 0 : 1;
    }
    assertArrayEquals(copy, mosaic);
    assertEquals(50, different);
  }
}
