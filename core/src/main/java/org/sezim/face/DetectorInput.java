package org.sezim.face;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Converts a photo to the input of a face model: reduced by area averaging, as planes B, G, R of
 * floats 0–255, with black padding at the right and the bottom. Averaging preserves small faces,
 * which sampling single pixels would distort.
 */
final class DetectorInput {
  private DetectorInput() {}

  /**
   * Reduces and pads a photo.
   *
   * @param bgr width × height × 3 unsigned bytes B, G, R, row by row, from position 0
   * @param toWidth width of the reduced photo, 1 to {@code width}
   * @param toHeight height of the reduced photo, 1 to {@code height}
   * @param paddedWidth at least {@code toWidth}
   * @param paddedHeight at least {@code toHeight}
   * @param planes takes 3 × paddedHeight × paddedWidth values, all of which are written
   */
  static void fill(
      ByteBuffer bgr,
      int width,
      int height,
      int toWidth,
      int toHeight,
      int paddedWidth,
      int paddedHeight,
      FloatBuffer planes) {
    int plane = paddedWidth * paddedHeight;
    // Values from toWidth on stay black.
    float[] blue = new float[paddedWidth];
    float[] green = new float[paddedWidth];
    float[] red = new float[paddedWidth];
    Columns columns = new Columns(width, toWidth);
    float[] sums = new float[3 * width];
    // Rows are copied first: loops over arrays are faster than loops over buffers.
    byte[] row = new byte[3 * width];
    double step = (double) height / toHeight;
    for (int y = 0; y < toHeight; y++) {
      if (width == toWidth && height == toHeight) {
        bgr.get(3 * width * y, row);
        split(row, width, blue, green, red);
      } else {
        averageRows(bgr, row, height, y * step, (y + 1) * step, sums);
        columns.average(sums, blue, green, red);
      }
      int start = y * paddedWidth;
      planes.put(start, blue).put(plane + start, green).put(2 * plane + start, red);
    }
    float[] black = new float[paddedWidth];
    for (int y = toHeight; y < paddedHeight; y++) {
      int start = y * paddedWidth;
      planes.put(start, black).put(plane + start, black).put(2 * plane + start, black);
    }
  }

  private static void split(byte[] bgr, int width, float[] blue, float[] green, float[] red) {
    for (int x = 0, i = 0; x < width; x++, i += 3) {
      blue[x] = bgr[i] & 0xff;
      green[x] = bgr[i + 1] & 0xff;
      red[x] = bgr[i + 2] & 0xff;
    }
  }

  /** Mean of the rows from {@code from} to {@code to}; the first and last count by their share. */
  private static void averageRows(
      ByteBuffer bgr, byte[] row, int height, double from, double to, float[] mean) {
    int first = (int) from;
    int last = last(to, height);
    for (int y = first; y <= last; y++) {
      float share = (float) ((Math.min(to, y + 1) - Math.max(from, y)) / (to - from));
      bgr.get(row.length * y, row);
      if (y == first) {
        for (int i = 0; i < row.length; i++) {
          mean[i] = share * (row[i] & 0xff);
        }
      } else {
        for (int i = 0; i < row.length; i++) {
          mean[i] += share * (row[i] & 0xff);
        }
      }
    }
  }

  /** The last of {@code size} pixels touched by a span that ends at {@code to}. */
  private static int last(double to, int size) {
    return Math.min(size, (int) Math.ceil(to)) - 1;
  }

  /** The source columns of each target column and their weights. */
  private static final class Columns {
    private final int[] first;
    private final int[] last;
    private final float[] firstShare;
    private final float[] lastShare;
    private final float share;

    Columns(int from, int to) {
      double step = (double) from / to;
      first = new int[to];
      last = new int[to];
      firstShare = new float[to];
      lastShare = new float[to];
      share = (float) (1 / step);
      for (int x = 0; x < to; x++) {
        double start = x * step;
        double end = (x + 1) * step;
        first[x] = (int) start;
        last[x] = last(end, from);
        firstShare[x] = (float) ((Math.min(end, first[x] + 1) - start) / step);
        // If a span lies within one column, the first share is all of it.
        lastShare[x] = last[x] > first[x] ? (float) ((end - last[x]) / step) : 0;
      }
    }

    void average(float[] bgr, float[] blue, float[] green, float[] red) {
      for (int x = 0; x < first.length; x++) {
        float b = 0;
        float g = 0;
        float r = 0;
        int end = 3 * last[x];
        for (int i = 3 * first[x] + 3; i < end; i += 3) {
          b += bgr[i];
          g += bgr[i + 1];
          r += bgr[i + 2];
        }
        int start = 3 * first[x];
        float left = firstShare[x];
        float right = lastShare[x];
        blue[x] = share * b + left * bgr[start] + right * bgr[end];
        green[x] = share * g + left * bgr[start + 1] + right * bgr[end + 1];
        red[x] = share * r + left * bgr[start + 2] + right * bgr[end + 2];
      }
    }
  }
}
