package org.sezim.training.recipe;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sezim.training.onnx.WeightFormat;

/** Jackson filter that omits settings equal to their defaults. */
final class DefaultValue {
  private static final Set<Object> VALUES =
      Set.of(
          Augmentation.NONE,
          Recipe.Schedule.CONSTANT,
          Recipe.Selection.BEST,
          Recipe.Calibration.NONE,
          WeightFormat.FLOAT32);

  @Override
  public boolean equals(@Nullable Object value) { // called by Jackson with each value
    return value == null || VALUES.contains(value);
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
