package org.sezim.bench.report;

import java.util.Locale;
import java.util.OptionalDouble;
import org.sezim.evaluation.Interval;

/** Formats numbers for tables. */
public final class Format {
  /** A cell without a value. */
  public static final String NONE = "–";

  private Format() {}

  /** Formats a share, 0–1, in percent with one decimal: {@code 98.2 %}. */
  public static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }

  /** Formats hits per trials in percent; {@link #NONE} without trials. */
  public static String percent(int hits, int trials) {
    return trials > 0 ? percent((double) hits / trials) : NONE;
  }

  /** Formats hits per trials with the 95 % interval (Wilson 1927): {@code 98.2 % (93.7–99.5)}. */
  public static String percentWithin(int hits, int trials) {
    return trials > 0 ? within(percent(hits, trials), Interval.ofShare(hits, trials)) : NONE;
  }

  /** Formats a share, 0–1, in percent with its interval. */
  public static String percentWithin(double share, Interval interval) {
    return within(percent(share), interval);
  }

  /** Formats a difference of shares in percentage points: {@code +1.1 (-0.5 to +2.7)}. */
  public static String pointsWithin(double difference, Interval interval) {
    return format(
        "%+.1f (%+.1f to %+.1f)", 100 * difference, 100 * interval.low(), 100 * interval.high());
  }

  private static String within(String percent, Interval interval) {
    return format("%s (%.1f–%.1f)", percent, 100 * interval.low(), 100 * interval.high());
  }

  /** Formats a number with three decimals; {@link #NONE} if it is empty. */
  public static String number(OptionalDouble value) {
    return value.isPresent() ? format("%.3f", value.getAsDouble()) : NONE;
  }

  /** Formats the median with the quartiles: {@code 1.23 (1.20–1.27)}. */
  public static String quartiles(double[] values, int decimals) {
    String one = "%." + decimals + "f";
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
