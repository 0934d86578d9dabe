package org.sezim.training.detector;

import java.util.ArrayList;
import java.util.List;
import org.sezim.face.Box;
import org.sezim.image.Photo;

/**
 * An image pyramid of a photo: copies of full, half, a quarter, … of its size, so that it can be
 * drawn small without aliasing. Immutable.
 */
final class TrainingImage {
  /** Longer side of the largest copy; the training images do not need more. */
  private static final int MAX_SIDE = 640;

  private static final int MIN_SIDE = 16;

  /**
   * One copy.
   *
   * @param reduction number of pixels of the largest copy per pixel of this one, along a side
   * @param bgr unsigned bytes B, G, R, row by row
   */
  private record Level(int reduction, int width, int height, Bytes bgr) {}

  /** An array that is never modified. */
  private static final class Bytes {
    final byte[] values;

    Bytes(byte[] values) {
      this.values = values;
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private final List<Box> faces;

  /**
   * Copies a photo.
   *
   * @param faces in the photo, in its pixels
   */
  TrainingImage(Photo photo, List<Box> faces) {
    byte[] bgr = photo.rgb();
    for (int i = 0; i < bgr.length; i += 3) {
      byte red = bgr[i];
      bgr[i] = bgr[i + 2];
      bgr[i + 2] = red;
    }
    Level level = new Level(1, photo.width(), photo.height(), new Bytes(bgr));
    while (Math.max(level.width, level.height) > MAX_SIDE) {
      Level half = half(level);
      level = new Level(1, half.width, half.height, half.bgr);
    }
    double scale = (double) level.width / photo.width();
    this.faces = faces.stream().map(face -> face.scale(scale, scale)).toList();
    levels.add(level);
    while (Math.min(level.width, level.height) >= 2 * MIN_SIDE) {
      level = half(level);
      levels.add(level);
    }
  }

  private static Level half(Level level) {
    int width = Math.max(1, level.width / 2);
    int height = Math.max(1, level.height / 2);
    int right = level.width > 1 ? 3 : 0;
    int below = level.height > 1 ? 3 * level.width : 0;
    byte[] from = level.bgr.values;
    byte[] to = new byte[3 * width * height];
    for (int y = 0, t = 0; y < height; y++) {
      int f = 6 * y * level.width;
      for (int x = 0; x < width; x++, f += 3) {
        for (int c = 0; c < 3; c++, f++, t++) {
          int sum =
              (from[f] & 0xff)
                  + (from[f + right] & 0xff)
                  + (from[f + below] & 0xff)
                  + (from[f + below + right] & 0xff);
          to[t] = (byte) ((sum + 2) / 4);
        }
      }
    }
    return new Level(2 * level.reduction, width, height, new Bytes(to));
  }

  int width() {
    return levels.get(0).width;
  }

  int height() {
    return levels.get(0).height;
  }

  /** The photo's faces in pixels of the largest copy. */
  List<Box> faces() {
    return faces;
  }

  /**
   * Position and transformation of a photo's part in a mosaic.
   *
   * @param x left edge of the part in the mosaic
   * @param y top edge
   * @param width of the part in pixels of the mosaic
   * @param height of the part
   * @param fromX column of the photo at the part's center
   * @param fromY row of the photo at the part's center
   * @param scale pixels of the mosaic per pixel of the photo
   * @param angle clockwise, in radians
   * @param mirrored whether left and right are exchanged
   */
  record Placement(
      int x,
      int y,
      int width,
      int height,
      double fromX,
      double fromY,
      double scale,
      double angle,
      boolean mirrored) {}

  /**
   * Draws a part onto a square mosaic of bytes B, G, R. Outside the photo its edge pixels repeat.
   */
  void draw(byte[] mosaic, int side, Placement placement) {
    Level level = levels.get(0);
    for (Level smaller : levels) {
      // The smallest copy that is not enlarged: between half and all of its pixels are used.
      if (smaller.reduction * placement.scale <= 1.0001) {
        level = smaller;
      }
    }
    double step = 1 / (placement.scale * level.reduction);
    double mirror = placement.mirrored ? -1 : 1;
    double cos = Math.cos(placement.angle) * step;
    double sin = Math.sin(placement.angle) * step;
    int left = Math.max(0, placement.x);
    int right = Math.min(side, placement.x + placement.width);
    for (int y = Math.max(0, placement.y);
        y < Math.min(side, placement.y + placement.height);
        y++) {
      double dy = y + 0.5 - placement.y - placement.height / 2.0;
      double dx = left + 0.5 - placement.x - placement.width / 2.0;
      double fromX = placement.fromX / level.reduction + mirror * (dx * cos + dy * sin) - 0.5;
      double fromY = placement.fromY / level.reduction - dx * sin + dy * cos - 0.5;
      int to = 3 * (y * side + left);
      for (int x = left; x < right; x++, to += 3) {
        sample(level, fromX, fromY, mosaic, to);
        fromX += mirror * cos;
        fromY -= sin;
      }
    }
  }

  /** Samples a pixel by bilinear interpolation. */
  private static void sample(Level level, double x, double y, byte[] mosaic, int to) {
    double insideX = Math.max(0, Math.min(level.width - 1, x));
    double insideY = Math.max(0, Math.min(level.height - 1, y));
    int column = (int) insideX;
    int row = (int) insideY;
    int right = column + 1 < level.width ? 3 : 0;
    int below = row + 1 < level.height ? 3 * level.width : 0;
    float shareX = (float) (insideX - column);
    float shareY = (float) (insideY - row);
    byte[] bgr = level.bgr.values;
    int from = 3 * (row * level.width + column);
    for (int c = 0; c < 3; c++, from++) {
      float top = mix(bgr[from], bgr[from + right], shareX);
      float bottom = mix(bgr[from + below], bgr[from + below + right], shareX);
      mosaic[to + c] = (byte) (int) (top + (bottom - top) * shareY + 0.5f);
    }
  }

  private static float mix(byte a, byte b, float share) {
    return (a & 0xff) + ((b & 0xff) - (a & 0xff)) * share;
  }
}
