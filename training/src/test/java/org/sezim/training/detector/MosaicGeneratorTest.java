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
  private static final int CANVASES = 200;

  /** A photo of one colour. */
  private static BufferedImage plain(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static TrainingImage picture(BufferedImage image, Box... faces) {
    return new TrainingImage(Photo.of(image), List.of(faces));
  }

  private static MosaicGenerator scene() {
    return new MosaicGenerator(
        List.of(List.of(picture(TestPhotos.happyScene(), new Box(180, 120, 120, 140)))), SIDE);
  }

  @Test
  void theSameSeedGivesTheSameCanvas() {
    byte[] one = scene().canvas(new SplittableRandom(1));
    assertEquals(3 * SIDE * SIDE, one.length);
    assertArrayEquals(one, scene().canvas(new SplittableRandom(1)));
    assertFalse(Arrays.equals(one, scene().canvas(new SplittableRandom(2))));
  }

  /** Whatever is drawn, turned and pasted: no pixel stays empty. */
  @Test
  void photosCoverTheWholeCanvas() {
    Color color = new Color(200, 150, 100);
    MosaicGenerator canvases =
        new MosaicGenerator(
            List.of(
                List.of(picture(plain(90, 40, color), new Box(30, 10, 20, 20))),
                List.of(picture(plain(30, 200, color)))),
            SIDE);
    byte[] expected = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < expected.length; i += 3) {
      expected[i] = 100;
      expected[i + 1] = (byte) 150;
      expected[i + 2] = (byte) 200;
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < CANVASES; i++) {
      assertArrayEquals(expected, canvases.canvas(random), "canvas " + i);
    }
  }

  @Test
  void foldersAreDrawnFromEquallyOftenWhateverTheirSizes() {
    TrainingImage white = picture(plain(80, 60, Color.WHITE));
    TrainingImage black = picture(plain(80, 60, Color.BLACK));
    MosaicGenerator canvases =
        new MosaicGenerator(List.of(List.of(white), List.of(black, black, black, black)), SIDE);
    assertEquals(0.5, whiteness(canvases), 0.1);
  }

  @Test
  void knownFacesAreSoughtOut() {
    BufferedImage image = plain(600, 600, Color.BLACK);
    Graphics2D graphics = image.createGraphics();
    graphics.fillRect(20, 20, 40, 40);
    graphics.dispose();
    MosaicGenerator unknown = new MosaicGenerator(List.of(List.of(picture(image))), SIDE);
    MosaicGenerator known =
        new MosaicGenerator(List.of(List.of(picture(image, new Box(20, 20, 40, 40)))), SIDE);
    assertTrue(whiteness(known) > 5 * whiteness(unknown));
  }

  /** The share of white in many canvases. */
  private static double whiteness(MosaicGenerator canvases) {
    SplittableRandom random = new SplittableRandom(4);
    double sum = 0;
    for (int i = 0; i < CANVASES; i++) {
      byte[] canvas = canvases.canvas(random);
      for (byte value : canvas) {
        sum += (value & 0xff) / 255.0 / canvas.length;
      }
    }
    return sum / CANVASES;
  }

  @Test
  void anotherLightLeavesTheCanvasAloneAndRepeatsWithTheSeed() {
    byte[] canvas = scene().canvas(new SplittableRandom(5));
    byte[] copy = canvas.clone();
    int different = 0;
    for (int seed = 0; seed < 50; seed++) {
      byte[] changed = scene().changed(canvas, new SplittableRandom(seed));
      assertEquals(canvas.length, changed.length);
      assertArrayEquals(changed, scene().changed(canvas, new SplittableRandom(seed)));
      different += Arrays.equals(canvas, changed) ? 0 : 1;
    }
    assertArrayEquals(copy, canvas);
    assertEquals(50, different);
  }
}
