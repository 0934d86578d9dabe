package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import java.util.Random;

/** An image of noise over a gradient, the same in every run. */
final class SyntheticImage {
  private SyntheticImage() {}

  /**
   * @param type one of {@link BufferedImage}'s types
   */
  static BufferedImage of(int width, int height, int type) {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int light = 200 * x / width + random.nextInt(50);
        image.setRGB(x, y, 0xff000000 | light << 16 | (255 - light) << 8 | light);
      }
    }
    return image;
  }
}
