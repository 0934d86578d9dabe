package org.sezim.training.network;

/** Rules on settings and shapes, with messages of the form "rule, found value". */
public final class Checks {
  private Checks() {}

  /**
   * A setting's least value.
   *
   * @throws IllegalArgumentException if {@code found} is less than {@code least}
   */
  public static void atLeast(int least, int found, String setting) {
    if (found < least) {
      throw new IllegalArgumentException(
          setting + ": expected at least " + least + ", found " + found);
    }
  }

  static void maps(Shape input, String layer) {
    if (!input.isMaps()) {
      throw new IllegalArgumentException(
          layer + ": expected maps (channels×height×width), found a vector of " + input);
    }
  }

  static void vector(Shape input, String layer) {
    if (input.isMaps()) {
      throw new IllegalArgumentException(
          layer + ": expected a vector, found maps " + input + "; put a flatten before it");
    }
  }
}
