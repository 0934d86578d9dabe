package org.sezim.training.network;

import org.sezim.internal.Require;

/** Rules on settings and shapes, with messages of the form "rule, found value". */
public final class Checks {
  private Checks() {}

  /**
   * A setting's least value.
   *
   * @throws IllegalArgumentException if {@code found} is less than {@code least}
   */
  public static void atLeast(int least, int found, String setting) {
    Require.atLeast(setting, found, least);
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
