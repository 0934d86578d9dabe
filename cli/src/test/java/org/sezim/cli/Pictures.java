package org.sezim.cli;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures for tests: made of the samples, which show no person. */
final class Pictures {
  /** One face. */
  static final Path ONE = Path.of("../samples/happy.png");

  /** Seven faces. */
  static final Path SEVERAL = Path.of("../samples/several.jpg");

  private Pictures() {}

  /** A copy of {@link #ONE} under another name. */
  static Path one(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.copy(ONE, file);
  }

  /** Nobody: a plain wall. */
  static Path empty(Path file) throws IOException {
    return write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), file);
  }

  /** Somebody on the left and nobody on the right. */
  static Path wide(Path file) throws IOException {
    BufferedImage one = ImageIO.read(ONE.toFile());
    BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.drawImage(one, 40, 60, null);
    g.dispose();
    return write(image, file);
  }

  private static Path write(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
