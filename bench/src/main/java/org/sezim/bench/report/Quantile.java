package org.sezim.bench.report;

import java.util.Arrays;

/** Quantiles of values. */
public final class Quantile {
  private Quantile() {}

  /**
   * Returns the quantile of a share, interpolated between neighboring values.
   *
   * @param values at least one, in any order
   * @param share 0–1, so 0.5 for the median
   */
  public static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
