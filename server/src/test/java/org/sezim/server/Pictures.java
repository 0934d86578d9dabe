package org.sezim.server;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures for tests: made of the samples, which show no person. */
final class Pictures {
  /** Faces in {@link #several}. */
  static final int SEVERAL = 7;

  private Pictures() {}

  /** One happy face, PNG, 144×144. */
  static byte[] happy() {
    return read("happy.png");
  }

  /** Seven faces, JPEG. */
  static byte[] several() {
    return read("several.jpg");
  }

  /** Two faces of which each is {@code shift} pixels farther right than at 0; JPEG, 560×240. */
  static byte[] two(int shift) {
    BufferedImage image = new BufferedImage(560, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.drawImage(sample("happy.png"), 40 + shift, 40, null);
    graphics.drawImage(sample("surprise.png"), 320 + shift, 50, null);
    graphics.dispose();
    return write(image, "jpg");
  }

  /** Nobody. */
  static byte[] empty() {
    return write(new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB), "png");
  }

  private static BufferedImage sample(String name) {
    try {
      return ImageIO.read(Path.of("../samples", name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String name) {
    try {
      return Files.readAllBytes(Path.of("../samples", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(BufferedImage image, String form) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, form, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
