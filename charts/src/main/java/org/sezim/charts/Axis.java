package org.sezim.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * An axis: the range of its values, whether their logarithm is drawn, and round values for ticks.
 *
 * @param low the value at its start
 * @param high the value at its end
 * @param log whether it is logarithmic
 * @param step the distance of two ticks; 0 if the distances differ
 * @param ticks the values that are marked, within the range
 */
public record Axis(double low, double high, boolean log, double step, List<Double> ticks) {
  /** The largest value, either side of 0, that is drawn: sums and squares of it are no infinity. */
  static final double LARGEST = Float.MAX_VALUE;

  /** Free space beyond the outermost values, as a share of their range. */
  private static final double SLACK = 0.04;

  /** Narrower ranges, as a share of the values, would need ticks of too many digits. */
  private static final double NARROWEST = 1e-6;

  /** Copies the list. */
  public Axis {
    ticks = List.copyOf(ticks);
  }

  /** Whether a value has a place on an axis. */
  static boolean drawable(double value, boolean log) {
    return Math.abs(value) <= LARGEST && (!log || value >= Float.MIN_NORMAL);
  }

  /**
   * An axis for values that are {@link #drawable}.
   *
   * @param values those to show; without any the axis is from 0 (or 1) to 1 (or 10)
   * @param whole whether values between two integers make no sense
   * @param most how many ticks at most, at least 2
   */
  static Axis of(double[] values, boolean log, boolean whole, int most) {
    ToDoubleFunction<Double> place = value -> log ? Math.log10(value) : value;
    double low = DoubleStream.of(values).min().orElse(log ? 1 : 0);
    double high = DoubleStream.of(values).max().orElse(log ? 10 : 1);
    double from = place.applyAsDouble(low);
    double to = place.applyAsDouble(high);
    double narrowest = NARROWEST * Math.max(Math.abs(from), Math.abs(to));
    if (to - from <= narrowest) {
      // One value alone stands in the middle.
      double half = log ? 0.5 : from == 0 ? 1 : Math.max(narrowest, Math.abs(from) / 10);
      from -= half;
      to += half;
    } else {
      double slack = SLACK * (to - from);
      from -= slack;
      to += slack;
    }
    return log
        ? logarithmic(Math.pow(10, from), Math.pow(10, to), most)
        : linear(from, to, whole, most);
  }

  /**
   * An axis of exactly this range, with ticks at round numbers.
   *
   * @param low the value at its start
   * @param high the value at its end, above {@code low}
   * @param whole whether values between two integers make no sense
   * @param most about how many ticks, at least 2
   */
  public static Axis linear(double low, double high, boolean whole, int most) {
    double rough = (high - low) / most;
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
   * An axis of exactly this range.
   *
   * @param low the value at its start
   * @param high the value at its end, not below {@code low}
   * @param step ticks stand at the multiples of this number, above 0
   */
  public static Axis linear(double low, double high, double step) {
    double slack = 1e-9;
    long first = (long) Math.ceil(low / step - slack);
    long last = (long) Math.floor(high / step + slack);
    return new Axis(
        low,
        high,
        false,
        step,
        LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList());
  }

  private static Axis logarithmic(double low, double high, int most) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    for (int[] factors : new int[][] {{1, 2, 5}, {1}}) {
      List<Double> ticks = new ArrayList<>();
      for (int power = first; power <= last; power++) {
        for (int factor : factors) {
          // As text: powers of ten computed are not always the nearest number.
          double tick = Double.parseDouble(factor + "e" + power);
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      if (ticks.size() >= 3 && ticks.size() <= most) {
        return new Axis(low, high, true, 0, ticks);
      }
    }
    if (last - first > 3) {
      int step = (int) linear(first, last, true, most).step();
      List<Double> ticks = new ArrayList<>();
      for (int power = Math.floorDiv(first, step) * step; power <= last; power += step) {
        double tick = Double.parseDouble("1e" + power);
        if (tick >= low && tick <= high) {
          ticks.add(tick);
        }
      }
      return new Axis(low, high, true, 0, ticks);
    }
    // Less than a decade: steps of equal size are the rounder ones.
    Axis steps = linear(low, high, false, most);
    return new Axis(low, high, true, steps.step(), steps.ticks());
  }

  /** Where a value stands: 0 at the low end, 1 at the high one. */
  public double share(double value) {
    return log
        ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
        : (value - low) / (high - low);
  }

  /** The text of a tick: as many digits as tell the ticks apart. */
  public String label(double tick) {
    return step == 0 ? number(tick, tick) : number(tick, step);
  }

  /** The text of a value that is no tick: one digit more, and none where all are integers. */
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
      // 2.0e-05 is 2e-5.
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
