package org.sezim.training.network;

import java.util.Set;

/** Leaves out of a written recipe what it says by naming no stride, no bias and no momentum. */
final class Unsaid {
  private static final Set<Object> VALUES = Set.of(1, true, BatchNormalization.USUAL_MOMENTUM);

  @Override
  public boolean equals(Object value) { // asked by Jackson of each value
    return value != null && VALUES.contains(value);
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
