package org.sezim.bench.report;

import java.util.Arrays;

/** Quantiles of measured values. */
public final class Quantile {
  private Quantile() {}

  /**
   * The value that a share of the values lies below, interpolated between neighbors.
   *
   * @param values at least one, in any order
   * @param share 0–1, so 0.5 for the median
   */
  public static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
