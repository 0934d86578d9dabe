package org.sezim.bench;

import java.util.Arrays;

/**
 * The range in which a figure lies with 95 %.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {
  /** The 97.5 % point of the normal distribution. */
  private static final double Z = 1.959964;

  /** Of a share of independent tries (Wilson 1927). */
  static Interval ofShare(int hits, int tries) {
    double share = (double) hits / tries;
    double middle = (share + Z * Z / (2 * tries)) / (1 + Z * Z / tries);
    double half =
        Z
            / (1 + Z * Z / tries)
            * Math.sqrt(share * (1 - share) / tries + Z * Z / (4.0 * tries * tries));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /** Of a statistic by its values in resamples: their middle 95 %. */
  static Interval ofResamples(double[] values) {
    return new Interval(quantile(values, 0.025), quantile(values, 0.975));
  }

  /** The value that a share of the others is below, interpolated between neighbours. */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
