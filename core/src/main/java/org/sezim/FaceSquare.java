package org.sezim;

/**
 * The square of a photo that becomes a face crop; it may be turned, and may reach over the photo's
 * edges. Immutable.
 *
 * @param centerX in pixels of the upright photo, to the right
 * @param centerY in pixels of the upright photo, down
 * @param side in pixels of the photo, more than 0
 * @param angle of the square's upper edge in radians, clockwise as one sees the photo; 0 is upright
 */
public record FaceSquare(double centerX, double centerY, double side, double angle) {
  /**
   * @throws IllegalArgumentException if a value is not finite, or the side is not more than 0
   */
  public FaceSquare {
    if (!Double.isFinite(centerX)
        || !Double.isFinite(centerY)
        || !Double.isFinite(angle)
        || !(side > 0 && side < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a finite square with a side of more than 0, found "
              + (centerX + ", " + centerY + ", " + side + ", " + angle));
    }
  }

  /** Where a face found in a photo is cut. */
  public static FaceSquare of(Detection face) {
    Box box = face.box();
    double side = Math.max(1, Math.max(box.width(), box.height()));
    return new FaceSquare(
        box.x() + box.width() / 2, box.y() + box.height() / 2, Math.min(side, 1e9), 0);
  }

  /** The square's pixels as grey, size × size of them. */
  byte[] cut(Photo photo, int size) {
    // As many samples a target pixel as it covers pixels of the photo.
    int samples = (int) Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(side / size)));
    double step = side / (size * samples);
    double cos = step * Math.cos(angle);
    double sin = step * Math.sin(angle);
    double half = (size * samples - 1) / 2.0;
    byte[] result = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float sum = 0;
        for (int j = y * samples; j < (y + 1) * samples; j++) {
          for (int i = x * samples; i < (x + 1) * samples; i++) {
            sum +=
                grey(
                    photo,
                    centerX + (i - half) * cos - (j - half) * sin - 0.5,
                    centerY + (i - half) * sin + (j - half) * cos - 0.5);
          }
        }
        result[y * size + x] = (byte) Math.round(sum / (samples * samples));
      }
    }
    return result;
  }

  /** More would take time for nothing: it averages a thousand samples already. */
  private static final int MOST_SAMPLES = 32;

  /** Bilinear; outside, the nearest pixel of the edge. */
  private static float grey(Photo photo, double x, double y) {
    double inX = Math.max(0, Math.min(photo.width() - 1, x));
    double inY = Math.max(0, Math.min(photo.height() - 1, y));
    int left = (int) inX;
    int top = (int) inY;
    int right = 3 * Math.min(1, photo.width() - 1 - left);
    int down = 3 * photo.width() * Math.min(1, photo.height() - 1 - top);
    int at = 3 * (top * photo.width() + left);
    byte[] bgr = photo.unsafeBgr();
    float shareX = (float) (inX - left);
    float above = luma(bgr, at) + shareX * (luma(bgr, at + right) - luma(bgr, at));
    float below =
        luma(bgr, at + down) + shareX * (luma(bgr, at + down + right) - luma(bgr, at + down));
    return above + (float) (inY - top) * (below - above);
  }

  /** As {@link Photo#grey()} weighs it. */
  private static float luma(byte[] bgr, int i) {
    return 0.114f * (bgr[i] & 0xff) + 0.587f * (bgr[i + 1] & 0xff) + 0.299f * (bgr[i + 2] & 0xff);
  }
}
