package org.sezim.face;

/**
 * Resizes gray images with a triangle filter whose support grows with the reduction: bilinear when
 * enlarging, anti-aliased when reducing. Java2D's scaling aliases when reducing and treats gray as
 * linear light, and both cost accuracy on faces.
 */
final class Resize {
  private Resize() {}

  /** Resizes unsigned bytes, row-major, to {@code toWidth × toHeight}. */
  static byte[] gray(byte[] pixels, int width, int height, int toWidth, int toHeight) {
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

  /** For each target pixel, the first source pixel, followed by the weights (sum 1) from there. */
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
