package org.sezim.training;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.training.recipe.Recipe;

/** Forward passes in a recipe's precision. */
final class Autocast {
  private Autocast() {}

  /** Runs a forward pass; returns its result as float32. */
  static Tensor run(Recipe.Precision precision, Supplier<Tensor> pass) {
    if (precision == Recipe.Precision.FLOAT32) {
      return pass.get();
    }
    torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
    torch.set_autocast_enabled(DeviceType.CPU, true);
    try {
      return pass.get().to(ScalarType.Float);
    } finally {
      torch.set_autocast_enabled(DeviceType.CPU, false);
      torch.clear_cache(); // frees the bfloat16 copies of the weights
    }
  }
}
