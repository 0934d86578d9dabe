package org.sezim.face;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.sezim.image.Photo;

/**
 * The square of a photo that becomes a face crop; it may be rotated, and may extend beyond the
 * photo's edges. Immutable.
 *
 * @param centerX in pixels of the upright photo, to the right
 * @param centerY in pixels of the upright photo, down
 * @param side in pixels of the photo, more than 0
 * @param angle of the square's upper edge in radians, clockwise in the photo; 0 is upright
 */
public record CropRegion(double centerX, double centerY, double side, double angle) {
  /** Side of the square per side of the box (the root of its area): FER-2013's median. */
  private static final double SIDE = 1.14;

  /** Center of the square above the landmarks' mean, in sides: FER-2013's median. */
  private static final double UP = 0.078;

  /** Coordinates are clamped to this; it is beyond the edges of any photo. */
  private static final double FARTHEST = 1e9;

  /**
   * @throws IllegalArgumentException if a value is not finite, or the side is not more than 0
   */
  public CropRegion {
    if (!Double.isFinite(centerX)
        || !Double.isFinite(centerY)
        || !Double.isFinite(angle)
        || !(side > 0 && side < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a finite square with a side of more than 0, found "
              + (centerX + ", " + centerY + ", " + side + ", " + angle));
    }
  }

  /**
   * The crop region of a detected face: framed as FER-2013's faces are, but rotated upright. The
   * side is derived from the box, center and angle from the landmarks; implausible landmarks are
   * ignored (figures: docs/results/detection.md, "The face crop").
   */
  public static CropRegion of(Detection face) {
    Box box = face.box();
    double side = within(SIDE * Math.sqrt(box.width()) * Math.sqrt(box.height()), 1e-6, FARTHEST);
    double x = box.x() + box.width() / 2;
    double y = box.y() + box.height() / 2;
    double angle = 0;
    List<Landmarks.Point> points = face.landmarks().points();
    if (points.stream().allMatch(point -> isNear(point, box))) {
      // The sum of three vectors that point right in an upright face: from eye to eye, from mouth
      // corner to mouth corner, and from the eyes down to the mouth, rotated by 90 degrees. The
      // last is long in a profile, the others in a face that looks down.
      Landmarks p = face.landmarks();
      Landmarks.Point eyes = p.rightEye().middle(p.leftEye());
      Landmarks.Point mouth = p.rightMouth().middle(p.leftMouth());
      angle =
          Math.atan2(
              p.leftEye().y()
                  - p.rightEye().y()
                  + p.leftMouth().y()
                  - p.rightMouth().y()
                  - (mouth.x() - eyes.x()),
              p.leftEye().x()
                  - p.rightEye().x()
                  + p.leftMouth().x()
                  - p.rightMouth().x()
                  + (mouth.y() - eyes.y()));
      x = points.stream().mapToDouble(Landmarks.Point::x).average().orElseThrow();
      y = points.stream().mapToDouble(Landmarks.Point::y).average().orElseThrow();
      x += UP * side * Math.sin(angle);
      y -= UP * side * Math.cos(angle);
    }
    return new CropRegion(
        within(x, -FARTHEST, FARTHEST), within(y, -FARTHEST, FARTHEST), side, angle);
  }

  /** Whether a landmark is within half a box of the box. */
  private static boolean isNear(Landmarks.Point point, Box box) {
    // False for NaN, unlike the negated opposite.
    return Math.abs(point.x() - box.x() - box.width() / 2) <= box.width()
        && Math.abs(point.y() - box.y() - box.height() / 2) <= box.height();
  }

  private static double within(double value, double min, double max) {
    return Math.max(min, Math.min(max, value));
  }

  /**
   * Resamples the square to size × size gray pixels. One pass over the photo's pixels around the
   * square averages blocks of them to an image 2 to 4 times as large as the result, from which the
   * samples are interpolated; so the time is proportional to the face's pixels.
   */
  byte[] cut(Photo photo, int size) {
    double reach = side / 2 * (Math.abs(Math.cos(angle)) + Math.abs(Math.sin(angle))) + 1;
    int left = (int) clamp(centerX - reach, photo.width());
    int top = (int) clamp(centerY - reach, photo.height());
    int right = (int) clamp(centerX + reach, photo.width());
    int bottom = (int) clamp(centerY + reach, photo.height());
    int longerSide = Math.max(photo.width(), photo.height());
    int block = (int) Math.max(1, Math.min(longerSide, side / (2 * size)));
    Gray gray = Gray.of(photo, left, top, right, bottom, block);
    int samples = (int) Math.max(1, Math.min(4, Math.ceil(side / size / block)));
    double half = (size * samples - 1) / 2.0;
    double step = side / (size * samples) / block;
    double cos = step * Math.cos(angle);
    double sin = step * Math.sin(angle);
    double x0 = (centerX - left) / block - 0.5;
    double y0 = (centerY - top) / block - 0.5;
    byte[] result = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float sum = 0;
        for (int j = y * samples; j < (y + 1) * samples; j++) {
          for (int i = x * samples; i < (x + 1) * samples; i++) {
            sum +=
                gray.at(
                    x0 + (i - half) * cos - (j - half) * sin,
                    y0 + (i - half) * sin + (j - half) * cos);
          }
        }
        result[y * size + x] = (byte) Math.round(sum / (samples * samples));
      }
    }
    return result;
  }

  private static double clamp(double value, int size) {
    return within(value, 0, size - 1);
  }

  /** Gray pixels, 0–255, row by row. */
  private static final class Gray {
    private final int width;
    private final int height;
    private final float[] pixels;

    private Gray(int width, int height) {
      this.width = width;
      this.height = height;
      this.pixels = new float[width * height];
    }

    /** Means of blocks of the photo; blocks at the right and lower edges may be smaller. */
    static Gray of(Photo photo, int left, int top, int right, int bottom, int block) {
      int width = (right - left) / block + 1;
      int height = (bottom - top) / block + 1;
      Gray gray = new Gray(width, height);
      ByteBuffer bgr = photo.bgr();
      byte[] span = new byte[3 * (right - left + 1)];
      long[] sums = new long[width];
      for (int y = 0; y < height; y++) {
        Arrays.fill(sums, 0);
        int firstRow = top + y * block;
        int rows = Math.min(block, bottom + 1 - firstRow);
        for (int row = firstRow; row < firstRow + rows; row++) {
          bgr.get(3 * (row * photo.width() + left), span);
          int at = 0;
          for (int x = 0; x < width; x++) {
            int columns = Math.min(block, right + 1 - left - x * block);
            long sum = 0;
            for (int i = 0; i < columns; i++, at += 3) {
              // The weights of Photo.gray().
              sum +=
                  114 * (span[at] & 0xff)
                      + 587 * (span[at + 1] & 0xff)
                      + 299 * (span[at + 2] & 0xff);
            }
            sums[x] += sum;
          }
        }
        for (int x = 0; x < width; x++) {
          int columns = Math.min(block, right + 1 - left - x * block);
          gray.pixels[y * width + x] = (float) (sums[x] / (1000.0 * rows * columns));
        }
      }
      return gray;
    }

    /** Bilinear interpolation; outside, the nearest edge pixel. */
    float at(double x, double y) {
      float inX = (float) clamp(x, width);
      float inY = (float) clamp(y, height);
      int left = (int) inX;
      int top = (int) inY;
      int right = Math.min(left + 1, width - 1);
      int above = top * width;
      int below = Math.min(top + 1, height - 1) * width;
      float shareX = inX - left;
      float upper = mix(pixels[above + left], pixels[above + right], shareX);
      float lower = mix(pixels[below + left], pixels[below + right], shareX);
      return mix(upper, lower, inY - top);
    }

    private static float mix(float a, float b, float share) {
      return a + share * (b - a);
    }
  }
}
