package org.sezim;

/**
 * Resizes pictures with a triangle filter as wide as the shrinking asks for: bilinear when
 * enlarging, an anti-aliased average when shrinking. Java2D's own scaling aliases when it shrinks
 * and treats grey as linear light, and both cost accuracy on faces.
 */
final class Resize {
  private Resize() {}

  /** Unsigned bytes, row-major, from {@code width × height} to {@code toWidth × toHeight}. */
  static byte[] grey(byte[] pixels, int width, int height, int toWidth, int toHeight) {
    if (width == toWidth && height == toHeight) {
      return pixels.clone();
    }
    float[][] across = weights(width, toWidth);
    float[][] down = weights(height, toHeight);
    float[] rows = new float[height * toWidth];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        float[] w = across[x];
        int first = (int) w[0];
        float sum = 0;
        for (int i = 1; i < w.length; i++) {
          sum += w[i] * (pixels[y * width + first + i - 1] & 0xff);
        }
        rows[y * toWidth + x] = sum;
      }
    }
    byte[] result = new byte[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      float[] w = down[y];
      int first = (int) w[0];
      for (int x = 0; x < toWidth; x++) {
        float sum = 0;
        for (int i = 1; i < w.length; i++) {
          sum += w[i] * rows[(first + i - 1) * toWidth + x];
        }
        result[y * toWidth + x] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
      }
    }
    return result;
  }

  /**
   * Blue, green, red bytes, row-major, to three planes of floats, 0–255. Goes through the source
   * once, row by row, and adds each to the target rows it is part of: a big source needs no more
   * memory than a small one.
   */
  static float[] bgrPlanes(byte[] bgr, int width, int height, int toWidth, int toHeight) {
    float[][] across = weights(width, toWidth);
    float[][] down = weights(height, toHeight);
    int plane = toWidth * toHeight;
    float[] result = new float[3 * plane];
    float[] row = new float[3 * toWidth];
    int firstTarget = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        float[] w = across[x];
        int from = 3 * (y * width + (int) w[0]);
        float blue = 0;
        float green = 0;
        float red = 0;
        for (int i = 1; i < w.length; i++, from += 3) {
          blue += w[i] * (bgr[from] & 0xff);
          green += w[i] * (bgr[from + 1] & 0xff);
          red += w[i] * (bgr[from + 2] & 0xff);
        }
        row[x] = blue;
        row[toWidth + x] = green;
        row[2 * toWidth + x] = red;
      }
      // Of a target row, the first source row and the last never go back.
      while (firstTarget < toHeight && lastOf(down[firstTarget]) < y) {
        firstTarget++;
      }
      for (int t = firstTarget; t < toHeight && (int) down[t][0] <= y; t++) {
        float weight = down[t][y - (int) down[t][0] + 1];
        for (int c = 0; c < 3; c++) {
          int to = c * plane + t * toWidth;
          for (int x = 0; x < toWidth; x++) {
            result[to + x] += weight * row[c * toWidth + x];
          }
        }
      }
    }
    return result;
  }

  private static int lastOf(float[] weights) {
    return (int) weights[0] + weights.length - 2;
  }

  /** For each target pixel: the first source pixel, then the weights (sum 1) from there on. */
  private static float[][] weights(int from, int to) {
    double scale = (double) from / to;
    double support = Math.max(1, scale);
    float[][] result = new float[to][];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * scale;
      int first = Math.max(0, (int) Math.ceil(center - support - 0.5));
      int last = Math.min(from - 1, (int) Math.floor(center + support - 0.5));
      double[] raw = new double[last - first + 1];
      double sum = 0;
      for (int j = first; j <= last; j++) {
        raw[j - first] = Math.max(0, 1 - Math.abs(j + 0.5 - center) / support);
        sum += raw[j - first];
      }
      float[] w = new float[raw.length + 1];
      w[0] = first;
      for (int j = 0; j < raw.length; j++) {
        w[j + 1] = (float) (raw[j] / sum);
      }
      result[i] = w;
    }
    return result;
  }
}
