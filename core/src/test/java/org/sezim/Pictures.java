package org.sezim;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Photos to find faces in: the average faces of {@code samples} on a grey ground. */
final class Pictures {
  private Pictures() {}

  static BufferedImage ground(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** Puts a sample into a picture, {@code size} pixels wide and high, turned about its middle. */
  static void paste(BufferedImage onto, String emotion, int x, int y, int size, double angle) {
    AffineTransform place = AffineTransform.getTranslateInstance(x + size / 2.0, y + size / 2.0);
    place.rotate(angle);
    place.scale(size / 48.0, size / 48.0);
    place.translate(-24, -24);
    Graphics2D graphics = onto.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(sample(emotion), place, null);
    graphics.dispose();
  }

  private static BufferedImage sample(String emotion) {
    try {
      BufferedImage grey =
          ImageIO.read(Path.of("src/test/resources/org/sezim/faces", emotion + ".png").toFile());
      // As RGB, so that Java2D does not brighten it.
      BufferedImage image = new BufferedImage(48, 48, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 48 * 48; i++) {
        int value = grey.getRaster().getSample(i % 48, i / 48, 0);
        image.setRGB(i % 48, i / 48, 0x010101 * value);
      }
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A happy face of 200 pixels in the middle of 480×360. */
  static BufferedImage happy() {
    BufferedImage image = ground(480, 360);
    paste(image, "happy", 140, 80, 200, 0);
    return image;
  }
}
