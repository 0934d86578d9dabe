package org.sezim.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sezim.image.Photo;

/** Photos of one size, for timing. */
final class Frames {
  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  private Frames() {}

  /**
   * Reads photos that are evenly spread over a folder's files, resized and cropped to {@link
   * #WIDTH}×{@link #HEIGHT}.
   */
  static List<Photo> of(Path folder, List<String> files, int count) {
    List<Photo> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String file = files.get((int) ((long) i * files.size() / count));
      frames.add(covering(Photo.read(folder.resolve(file))));
    }
    return frames;
  }

  /** Resizes a photo to cover the frame, and crops it to the center. */
  private static Photo covering(Photo photo) {
    BufferedImage image =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        image.setRGB(x, y, photo.rgb(x, y));
      }
    }
    double scale = Math.max((double) WIDTH / photo.width(), (double) HEIGHT / photo.height());
    int width = (int) Math.round(photo.width() * scale);
    int height = (int) Math.round(photo.height() * scale);
    BufferedImage frame = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = frame.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(image, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height, null);
    graphics.dispose();
    return Photo.of(frame);
  }
}
