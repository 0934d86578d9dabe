package org.sezim.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Axis of a chart: a range of values, linear or logarithmic, with ticks at round values.
 *
 * @param low the value at the start
 * @param high the value at the end
 * @param log true for a logarithmic axis
 * @param step the distance of two ticks; 0 if the distances differ
 * @param ticks the values with a tick, within the range
 */
public record Axis(double low, double high, boolean log, double step, List<Double> ticks) {
  /** Largest absolute value that is drawn; sums and squares of such values stay finite. */
  static final double MAX_ABS = Float.MAX_VALUE;

  /** Margin beyond the outermost values, as a fraction of their range. */
  private static final double MARGIN = 0.04;

  /** Minimum range as a fraction of the values; ticks of narrower ranges have too many digits. */
  private static final double MIN_RANGE = 1e-6;

  /** Copies the list. */
  public Axis {
    ticks = List.copyOf(ticks);
  }

  /** Returns true if a value can be drawn on an axis. */
  static boolean drawable(double value, boolean log) {
    return Math.abs(value) <= MAX_ABS && (!log || value >= Float.MIN_NORMAL);
  }

  /**
   * Makes an axis for values that are {@link #drawable}.
   *
   * @param values the values to show; without values the axis is from 0 to 1, or from 1 to 10 if it
   *     is logarithmic
   * @param whole true for ticks at integers only
   * @param maxTicks the maximum number of ticks, at least 2
   */
  static Axis of(double[] values, boolean log, boolean whole, int maxTicks) {
    ToDoubleFunction<Double> transform = value -> log ? Math.log10(value) : value;
    double low = DoubleStream.of(values).min().orElse(log ? 1 : 0);
    double high = DoubleStream.of(values).max().orElse(log ? 10 : 1);
    double from = transform.applyAsDouble(low);
    double to = transform.applyAsDouble(high);
    double minRange = MIN_RANGE * Math.max(Math.abs(from), Math.abs(to));
    if (to - from <= minRange) {
      // A single value is in the middle of the axis.
      double half = log ? 0.5 : from == 0 ? 1 : Math.max(minRange, Math.abs(from) / 10);
      from -= half;
      to += half;
    } else {
      double margin = MARGIN * (to - from);
      from -= margin;
      to += margin;
    }
    return log
        ? logarithmic(Math.pow(10, from), Math.pow(10, to), maxTicks)
        : linear(from, to, whole, maxTicks);
  }

  /**
   * Makes a linear axis of exactly the given range, with ticks at round numbers.
   *
   * @param low the value at the start
   * @param high the value at the end, above {@code low}
   * @param whole true for ticks at integers only
   * @param maxTicks the approximate number of ticks, at least 2
   */
  public static Axis linear(double low, double high, boolean whole, int maxTicks) {
    double rough = (high - low) / maxTicks;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        DoubleStream.of(1, 2, 5, 10)
            .map(factor -> factor * power)
            .filter(candidate -> candidate >= rough * (1 - 1e-9))
            .findFirst()
            .orElse(10 * power);
    return linear(low, high, whole ? Math.max(1, step) : step);
  }

  /**
   * Makes a linear axis of exactly the given range.
   *
   * @param low the value at the start
   * @param high the value at the end, not below {@code low}
   * @param step the distance of the ticks, which are at its multiples; above 0
   */
  public static Axis linear(double low, double high, double step) {
    double tolerance = 1e-9;
    long first = (long) Math.ceil(low / step - tolerance);
    long last = (long) Math.floor(high / step + tolerance);
    return new Axis(
        low,
        high,
        false,
        step,
        LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList());
  }

  private static Axis logarithmic(double low, double high, int maxTicks) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    for (int[] factors : new int[][] {{1, 2, 5}, {1}}) {
      List<Double> ticks = new ArrayList<>();
      for (int power = first; power <= last; power++) {
        for (int factor : factors) {
          // Parsed, because Math.pow does not always return the nearest number.
          double tick = Double.parseDouble(factor + "e" + power);
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      if (ticks.size() >= 3 && ticks.size() <= maxTicks) {
        return new Axis(low, high, true, 0, ticks);
      }
    }
    if (last - first > 3) {
      int step = (int) linear(first, last, true, maxTicks).step();
      List<Double> ticks = new ArrayList<>();
      for (int power = Math.floorDiv(first, step) * step; power <= last; power += step) {
        double tick = Double.parseDouble("1e" + power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
      return new Axis(low, high, true, 0, ticks);
    }
    // In less than a decade, equidistant ticks are rounder numbers.
    Axis steps = linear(low, high, false, maxTicks);
    return new Axis(low, high, true, steps.step(), steps.ticks());
  }

  /** Returns the position of a value on the axis: 0 at the low end, 1 at the high end. */
  public double position(double value) {
    return log
        ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
        : (value - low) / (high - low);
  }

  /** Returns the text of a tick, with as many digits as the ticks need to differ. */
  public String label(double tick) {
    return step == 0 ? number(tick, tick) : number(tick, step);
  }

  /**
   * Returns the text of a value that is not a tick, with one digit more than a tick.
   *
   * @param whole true if all values are integers, which get no decimals
   */
  String label(double value, boolean whole) {
    return number(value, whole ? 1 : Math.min(step / 10, 0.1));
  }

  private String number(double value, double unit) {
    if (value == 0) {
      return "0";
    }
    double largest = step == 0 ? value : Math.max(Math.abs(low), Math.abs(high));
    int digit = exponent(unit);
    if (largest >= 1e6 || largest < 1e-3) {
      int decimals = Math.max(0, Math.min(4, exponent(Math.abs(value)) - digit));
      // Shortens the exponent, e-05 to e-5.
      return String.format(Locale.ROOT, "%." + decimals + "e", value)
          .replaceFirst("e([-+])0*", "e$1")
          .replace("e+", "e");
    }
    String text = String.format(Locale.ROOT, "%." + Math.max(0, -digit) + "f", value);
    return text.matches("-[0.]+") ? text.substring(1) : text;
  }

  private static int exponent(double value) {
    return (int) Math.floor(Math.log10(value) + 1e-9);
  }
}
