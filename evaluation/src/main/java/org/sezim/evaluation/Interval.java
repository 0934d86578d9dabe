package org.sezim.evaluation;

/**
 * A range of values, usually a 95 % confidence interval.
 *
 * @param low the lower end
 * @param high the upper end, at least {@code low}
 */
public record Interval(double low, double high) {
  /** The 97.5 % quantile of the standard normal distribution. */
  private static final double Z95 = 1.959963984540054;

  /**
   * The 95 % interval of a proportion of independent trials: the Wilson score interval (Wilson
   * 1927), without continuity correction.
   *
   * @param hits 0 to {@code trials}
   * @param trials at least 1
   * @return an interval within 0–1
   * @throws IllegalArgumentException if the numbers are out of range
   */
  public static Interval ofShare(int hits, int trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "share: expected 0–n hits of n trials, n at least 1, found " + hits + " of " + trials);
    }
    double p = (double) hits / trials;
    double z2 = Z95 * Z95;
    double center = (p + z2 / (2 * trials)) / (1 + z2 / trials);
    double half =
        Z95 * Math.sqrt(p * (1 - p) / trials + z2 / (4.0 * trials * trials)) / (1 + z2 / trials);
    return new Interval(Math.max(0, center - half), Math.min(1, center + half));
  }
}
