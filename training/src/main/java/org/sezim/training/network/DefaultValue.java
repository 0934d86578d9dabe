package org.sezim.training.network;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jackson filter that omits a stride, bias or momentum equal to its default. */
final class DefaultValue {
  private static final Set<Object> VALUES = Set.of(1, true, BatchNormalization.DEFAULT_MOMENTUM);

  @Override
  public boolean equals(@Nullable Object value) { // called by Jackson with each value
    return value != null && VALUES.contains(value);
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
