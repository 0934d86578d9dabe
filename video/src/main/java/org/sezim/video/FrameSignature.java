package org.sezim.video;

import org.sezim.image.Photo;

/**
 * Brightness pattern and color histogram of a frame, to tell whether two frames belong to the same
 * shot. A pan changes the pattern but keeps the colors, a flash does the opposite; a cut changes
 * both.
 */
final class FrameSignature {
  /** Columns of the grid of mean gray values. */
  private static final int COLUMNS = 16;

  /** Rows of the grid of mean gray values. */
  private static final int ROWS = 9;

  /** Pixels sampled in each cell of the grid, in each direction. */
  private static final int SAMPLES = 4;

  /** Bits of red, of green and of blue in the color histogram. */
  private static final int BITS = 3;

  /** Tolerance of the weights of a mixture. */
  private static final double MARGIN = 0.15;

  /** The largest residual of a mixture, as a share of the smaller frame's energy. */
  private static final double MAX_RESIDUAL = 0.006;

  /** Gray values minus their mean. */
  private final float[] gray = new float[COLUMNS * ROWS];

  /** Sampled pixels of each color. */
  private final int[] colors = new int[1 << (3 * BITS)];

  private FrameSignature() {}

  static FrameSignature of(Photo photo) {
    FrameSignature signature = new FrameSignature();
    float sum = 0;
    for (int y = 0; y < ROWS * SAMPLES; y++) {
      for (int x = 0; x < COLUMNS * SAMPLES; x++) {
        int rgb =
            photo.rgb(
                center(x, COLUMNS * SAMPLES, photo.width()),
                center(y, ROWS * SAMPLES, photo.height()));
        int red = rgb >> 16;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        float luma = 0.299f * red + 0.587f * green + 0.114f * blue;
        signature.gray[y / SAMPLES * COLUMNS + x / SAMPLES] += luma / (SAMPLES * SAMPLES);
        sum += luma / (SAMPLES * SAMPLES);
        int shift = 8 - BITS;
        signature
            .colors[
            ((red >> shift) << (2 * BITS)) | ((green >> shift) << BITS) | (blue >> shift)]++;
      }
    }
    for (int i = 0; i < signature.gray.length; i++) {
      signature.gray[i] -= sum / signature.gray.length;
    }
    return signature;
  }

  /** The pixel at the center of one of several equal parts. */
  private static int center(int part, int parts, int pixels) {
    return (int) ((2L * part + 1) * pixels / (2L * parts));
  }

  /**
   * The correlation of the gray values, −1 to 1. A small constant is added to the products, so that
   * noise in frames of uniform color correlates.
   */
  double correlation(FrameSignature other) {
    double constant = 16.0 * gray.length;
    double aa = constant + product(gray, gray);
    double bb = constant + product(other.gray, other.gray);
    return (constant + product(gray, other.gray)) / Math.sqrt(aa * bb);
  }

  /**
   * Returns whether this frame is a weighted sum of two others, as in a dissolve, or nearly free of
   * both, as in a fade through black.
   */
  boolean isMixture(FrameSignature from, FrameSignature to) {
    double aa = product(from.gray, from.gray);
    double bb = product(to.gray, to.gray);
    double ab = product(from.gray, to.gray);
    double ma = product(gray, from.gray);
    double mb = product(gray, to.gray);
    double determinant = aa * bb - ab * ab;
    if (determinant <= 0) {
      return false;
    }
    // The weights by least squares.
    double a = (ma * bb - mb * ab) / determinant;
    double b = (mb * aa - ma * ab) / determinant;
    double residual = product(gray, gray) - a * ma - b * mb;
    boolean weights = a > -MARGIN && b > -MARGIN && a + b < 1 + MARGIN;
    return weights && Math.max(a, b) < 1 - MARGIN && residual < MAX_RESIDUAL * Math.min(aa, bb);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The intersection of the two color histograms, 0–1. */
  double colorOverlap(FrameSignature other) {
    int both = 0;
    for (int i = 0; i < colors.length; i++) {
      both += Math.min(colors[i], other.colors[i]);
    }
    return (double) both / (COLUMNS * ROWS * SAMPLES * SAMPLES);
  }
}
