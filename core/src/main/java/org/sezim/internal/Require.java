package org.sezim.internal;

/**
 * Range checks for settings. Each returns the value, or throws an {@link IllegalArgumentException}
 * with the message {@code name: expected RANGE, found value}. NaN is never in range.
 */
public final class Require {
  private Require() {}

  /** Requires a value from 0 to 1. */
  public static double fraction(String name, double value) {
    return that(name, value >= 0 && value <= 1, "a value in 0–1", value);
  }

  /** Requires an integer of at least {@code min}. */
  public static int atLeast(String name, int value, int min) {
    return that(name, value >= min, "at least " + min, value);
  }

  /** Requires a finite number of at least {@code min}. */
  public static double atLeast(String name, double value, int min) {
    return that(name, value >= min && value <= Double.MAX_VALUE, "at least " + min, value);
  }

  /** Requires an integer from {@code min} to {@code max}, inclusive. */
  public static long inRange(String name, long value, long min, long max) {
    return that(name, value >= min && value <= max, min + " to " + max, value);
  }

  /**
   * Requires any other condition.
   *
   * @param holds whether the value is in the range
   * @param range for the message, for example {@code more than 0}
   */
  public static <T> T that(String name, boolean holds, String range, T value) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + range + ", found " + value);
    }
    return value;
  }
}
