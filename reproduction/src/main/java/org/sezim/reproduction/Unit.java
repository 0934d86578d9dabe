package org.sezim.reproduction;

import java.util.Locale;
import org.sezim.evaluation.Interval;

/** What a number counts, and how the report writes it. */
enum Unit {
  /** A share from 0 to 1, written in percent. */
  SHARE(" %"),
  /** A difference of two shares, written in points of percent. */
  POINTS(" points"),
  /** A loss or an error. */
  LOSS(""),
  /** A norm. */
  NORM(""),
  /** One number divided by another. */
  RATIO(""),
  /** Epochs, a mean of seeds. */
  EPOCHS(""),
  /** Seconds. */
  SECONDS(" s"),
  /** A learning rate. */
  RATE(""),
  /** Things counted. */
  COUNT("");

  private final String sign;

  Unit(String sign) {
    this.sign = sign;
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

  /** One number with its sign, as in {@code 61.47 %}. */
  String format(double value) {
    return digits(value) + sign;
  }

  /** An end of a range that someone has set, as in {@code 55 %}: no more digits than it has. */
  String bound(double value) {
    boolean percent = this == SHARE || this == POINTS;
    // Rounded, or 0.07 · 100 would show its binary tail.
    double shown = percent ? Math.rint(value * 1e6) / 1e4 : value;
    String one = this == POINTS && Math.abs(shown) == 1 ? " point" : sign;
    return StudyNetwork.plain(shown).replace("-", "−") + one;
  }

  /** A number and its interval, as in {@code 61.47 % (59.93–63.01)}. */
  String format(Estimate estimate) {
    return format(estimate.value()) + estimate.interval().map(this::format).orElse("");
  }

  private String format(Interval interval) {
    // Between signed numbers a dash would look like one more sign.
    String dash = this == POINTS ? " to " : "–";
    return interval.low() == interval.high()
        ? ""
        : " (" + digits(interval.low()) + dash + digits(interval.high()) + ")";
  }
}
