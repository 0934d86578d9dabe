package org.sezim.internal;

/**
 * Range checks for settings. Each returns the value, or throws an {@link IllegalArgumentException}
 * with the message {@code name: expected RANGE, found value}. NaN is in no range.
 */
public final class Require {
  private Require() {}

  /** A value from 0 to 1. */
  public static double fraction(String name, double value) {
    return that(name, value >= 0 && value <= 1, "a value in 0–1", value);
  }

  /** A whole number from {@code min} on. */
  public static int atLeast(String name, int value, int min) {
    return that(name, value >= min, "at least " + min, value);
  }

  /** A finite number from {@code min} on. */
  public static double atLeast(String name, double value, int min) {
    return that(name, value >= min && value <= Double.MAX_VALUE, "at least " + min, value);
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public static long inRange(String name, long value, long min, long max) {
    return that(name, value >= min && value <= max, min + " to " + max, value);
  }

  /**
   * Any other rule.
   *
   * @param holds whether the value is in the range
   * @param range for the message, such as {@code more than 0}
   */
  public static <T> T that(String name, boolean holds, String range, T value) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + range + ", found " + value);
    }
    return value;
  }
}
