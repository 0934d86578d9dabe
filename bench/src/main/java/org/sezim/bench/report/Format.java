package org.sezim.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;
import org.sezim.evaluation.Interval;

/** Figures as the tables show them. */
public final class Format {
  /** Where there is nothing to say. */
  public static final String NONE = "–";

  private Format() {}

  /** A share 0–1 in percent, one digit: {@code 98.2 %}. */
  public static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }

  /** Hits of tries in percent, or a dash without tries. */
  public static String percent(int hits, int tries) {
    return tries > 0 ? percent((double) hits / tries) : NONE;
  }

  /** The same with its 95 % interval (Wilson 1927): {@code 98.2 % (93.7–99.5)}. */
  public static String percentWithin(int hits, int tries) {
    return tries > 0 ? within(percent(hits, tries), Interval.ofShare(hits, tries)) : NONE;
  }

  /** A share in percent with its interval. */
  public static String percentWithin(double share, Interval interval) {
    return within(percent(share), interval);
  }

  /** A difference of shares in percentage points with its interval: {@code +1.1 (-0.5 to +2.7)}. */
  public static String pointsWithin(double difference, Interval interval) {
    return format(
        "%+.1f (%+.1f to %+.1f)", 100 * difference, 100 * interval.low(), 100 * interval.high());
  }

  private static String within(String percent, Interval interval) {
    return format("%s (%.1f–%.1f)", percent, 100 * interval.low(), 100 * interval.high());
  }

  /** A number with three digits, or a dash. */
  public static String number(OptionalDouble value) {
    return value.isPresent() ? format("%.3f", value.getAsDouble()) : NONE;
  }

  /** A median with its quartiles: {@code 1.23 (1.20–1.27)}. */
  public static String quartiles(double[] values, int digits) {
    String one = "%." + digits + "f";
    return format(
        one + " (" + one + "–" + one + ")",
        Quantile.of(values, 0.5),
        Quantile.of(values, 0.25),
        Quantile.of(values, 0.75));
  }

  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
