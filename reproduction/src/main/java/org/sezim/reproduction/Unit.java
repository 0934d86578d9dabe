package org.sezim.reproduction;

import java.util.Locale;
import org.sezim.evaluation.Interval;

/** The unit of a number, and its format in the report. A new unit is a new constant here. */
enum Unit {
  /** A share from 0 to 1, written in percent. */
  SHARE(" %"),
  /** A difference of two shares, written in percentage points. */
  POINTS(" points"),
  /** A loss or an error. */
  LOSS(""),
  /** A norm. */
  NORM(""),
  /** One number divided by another. */
  RATIO(""),
  /** A number of epochs, which may be a mean over seeds. */
  EPOCHS(""),
  /** Seconds. */
  SECONDS(" s"),
  /** A learning rate. */
  RATE(""),
  /** A count. */
  COUNT("");

  private final String suffix;

  Unit(String suffix) {
    this.suffix = suffix;
  }

  private String digits(double value) {
    return switch (this) {
      case SHARE -> number("%.2f", value * 100);
      case POINTS -> number("%+.2f", value * 100);
      case LOSS -> number("%.3f", value);
      case NORM, RATIO -> number(value != 0 && Math.abs(value) < 0.001 ? "%.1e" : "%.3f", value);
      case EPOCHS -> number(value == Math.rint(value) ? "%.0f" : "%.1f", value);
      case SECONDS -> number("%.2f", value);
      case RATE -> StudyNetwork.plain(value);
      case COUNT -> number("%,.0f", value);
    };
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value).replace("-", "−");
  }

  /** One number with its unit, for example {@code 61.47 %}. */
  String format(double value) {
    return digits(value) + suffix;
  }

  /** An end of a claim's range, with no more digits than it has, for example {@code 55 %}. */
  String bound(double value) {
    boolean percent = this == SHARE || this == POINTS;
    // Rounded, because 0.07 · 100 is not exactly 7 in binary.
    double shown = percent ? Math.rint(value * 1e6) / 1e4 : value;
    String one = this == POINTS && Math.abs(shown) == 1 ? " point" : suffix;
    return StudyNetwork.plain(shown).replace("-", "−") + one;
  }

  /** A number and its interval, for example {@code 61.47 % (59.93–63.01)}. */
  String format(Estimate estimate) {
    return format(estimate.value()) + estimate.interval().map(this::format).orElse("");
  }

  private String format(Interval interval) {
    // A dash between signed numbers would look like another sign.
    String dash = this == POINTS ? " to " : "–";
    return interval.low() == interval.high()
        ? ""
        : " (" + digits(interval.low()) + dash + digits(interval.high()) + ")";
  }
}
