package org.sezim.training.network;

/** Leaves out of a written recipe what it says by naming no stride (1) and no bias (there is one). */
final class Unsaid {
  @Override
  public boolean equals(Object value) { // asked by Jackson of each value
    return Integer.valueOf(1).equals(value) || Boolean.TRUE.equals(value);
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
