package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.image.Photo;

class FaceCropTest {
  private static byte[] noise(int n, long seed) {
    byte[] pixels = new byte[n];
    new Random(seed).nextBytes(pixels);
    return pixels;
  }

  @Test
  void isImmutable() {
    byte[] pixels = noise(FaceCrop.PIXELS, 1);
    FaceCrop face = FaceCrop.of(pixels);
    byte[] before = pixels.clone();
    Arrays.fill(pixels, (byte) 0);
    Arrays.fill(face.pixels(), (byte) 0);
    assertArrayEquals(before, face.pixels());
    assertEquals(before[2 * 48 + 5] & 0xff, face.pixel(5, 2));
    assertEquals(face, FaceCrop.of(before));
    assertNotEquals(face, FaceCrop.of(pixels));
    assertThrows(IllegalArgumentException.class, () -> face.pixel(48, 0));
  }

  @Test
  void refusesOtherSizes() {
    assertEquals(
        "pixels: expected 2304 values (48×48), found 2303",
        assertThrows(IllegalArgumentException.class, () -> FaceCrop.of(new byte[2303]))
            .getMessage());
  }

  @Test
  void photoOf48By48IsCopied() {
    BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = noise(FaceCrop.PIXELS, 2);
    image.getRaster().setDataElements(0, 0, 48, 48, pixels);
    assertArrayEquals(pixels, FaceCrop.of(Photo.of(image)).pixels());
  }

  @ParameterizedTest
  @CsvSource({
    "7, 9, 48, 48",
    "200, 130, 48, 48",
    "48, 48, 48, 20",
    "1, 1, 48, 48",
    "49, 47, 48, 48"
  })
  void resizingKeepsTheMean(int w, int h, int toW, int toH) {
    byte[] flat = new byte[w * h];
    Arrays.fill(flat, (byte) 201);
    for (byte value : Resize.gray(flat, w, h, toW, toH)) {
      assertEquals((byte) 201, value);
    }
    byte[] smooth = new byte[w * h];
    for (int i = 0; i < smooth.length; i++) {
      smooth[i] = (byte) (100 + 50 * Math.sin(i % w * 3.0 / w) + 40.0 * ((double) i / w) / h);
    }
    assertEquals(mean(smooth), mean(Resize.gray(smooth, w, h, toW, toH)), 2.0);
  }

  private static double mean(byte[] pixels) {
    double sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xff;
    }
    return sum / pixels.length;
  }

  @Test
  void reducingAveragesAllPixels() {
    // Lines of one pixel, black and white in turn, are gray on average.
    byte[] lines = new byte[480 * 480];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i / 480 % 2 == 0 ? (byte) 255 : 0;
    }
    for (byte value : Resize.gray(lines, 480, 480, 48, 48)) {
      assertEquals(127.5, value & 0xff, 8);
    }
  }

  @Test
  void enlargingInterpolates() {
    byte[] two = {0, (byte) 200};
    byte[] wide = Resize.gray(two, 2, 1, 8, 1);
    // Bilinear, the centers of the two at 2 and 6 of 8.
    assertArrayEquals(new byte[] {0, 0, 25, 75, 125, (byte) 175, (byte) 200, (byte) 200}, wide);
    assertTrue(Arrays.equals(wide, Resize.gray(two, 2, 1, 8, 1)));
  }
}
