package org.sezim.video;

import org.sezim.image.Photo;

/**
 * A frame at a glance: enough to tell whether the next one is of the same shot. A pan moves what is
 * bright and what is dark but keeps the colours, a flash does the opposite; a cut changes both.
 */
final class FrameSignature {
  /** A frame as so many columns and rows of mean grey values. */
  private static final int COLUMNS = 16;

  private static final int ROWS = 9;

  /** Pixels looked at in each, both ways. */
  private static final int SAMPLES = 4;

  /** Red, green and blue have so many bits each. */
  private static final int BITS = 3;

  /** What a share in a mixture may be off. */
  private static final double MARGIN = 0.15;

  /** How much of a frame may be in no mixture. */
  private static final double LEFT = 0.006;

  /** Grey values, less their mean. */
  private final float[] grey = new float[COLUMNS * ROWS];

  /** How many pixels have each colour. */
  private final int[] colours = new int[1 << (3 * BITS)];

  private FrameSignature() {}

  static FrameSignature of(Photo photo) {
    FrameSignature glance = new FrameSignature();
    float sum = 0;
    for (int y = 0; y < ROWS * SAMPLES; y++) {
      for (int x = 0; x < COLUMNS * SAMPLES; x++) {
        int rgb =
            photo.rgb(
                middle(x, COLUMNS * SAMPLES, photo.width()),
                middle(y, ROWS * SAMPLES, photo.height()));
        int red = rgb >> 16;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        float luma = 0.299f * red + 0.587f * green + 0.114f * blue;
        glance.grey[y / SAMPLES * COLUMNS + x / SAMPLES] += luma / (SAMPLES * SAMPLES);
        sum += luma / (SAMPLES * SAMPLES);
        int cut = 8 - BITS;
        glance.colours[((red >> cut) << (2 * BITS)) | ((green >> cut) << BITS) | (blue >> cut)]++;
      }
    }
    for (int i = 0; i < glance.grey.length; i++) {
      glance.grey[i] -= sum / glance.grey.length;
    }
    return glance;
  }

  /** The pixel in the middle of a part. */
  private static int middle(int part, int parts, int pixels) {
    return (int) ((2L * part + 1) * pixels / (2L * parts));
  }

  /**
   * The correlation of the grey values, −1 to 1. A little is added that all frames have in common,
   * so that the noise of frames of one colour is alike.
   */
  double likeness(FrameSignature other) {
    double common = 16.0 * grey.length;
    double aa = common + product(grey, grey);
    double bb = common + product(other.grey, other.grey);
    return (common + product(grey, other.grey)) / Math.sqrt(aa * bb);
  }

  /**
   * Whether this is some of one frame and some of another laid over each other, as in a dissolve,
   * or hardly anything of either, as in a fade through black.
   */
  boolean isMixture(FrameSignature from, FrameSignature to) {
    double aa = product(from.grey, from.grey);
    double bb = product(to.grey, to.grey);
    double ab = product(from.grey, to.grey);
    double ma = product(grey, from.grey);
    double mb = product(grey, to.grey);
    double independent = aa * bb - ab * ab;
    if (independent <= 0) {
      return false;
    }
    // Shares with the least squares of what is left.
    double a = (ma * bb - mb * ab) / independent;
    double b = (mb * aa - ma * ab) / independent;
    double left = product(grey, grey) - a * ma - b * mb;
    boolean shares = a > -MARGIN && b > -MARGIN && a + b < 1 + MARGIN;
    return shares && Math.max(a, b) < 1 - MARGIN && left < LEFT * Math.min(aa, bb);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The share of the pixels whose colours both have, 0–1. */
  double colours(FrameSignature other) {
    int both = 0;
    for (int i = 0; i < colours.length; i++) {
      both += Math.min(colours[i], other.colours[i]);
    }
    return (double) both / (COLUMNS * ROWS * SAMPLES * SAMPLES);
  }
}
