package org.sezim.training;

import org.bytedeco.pytorch.Adagrad;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;

/** From a recipe's optimiser to libtorch's. */
final class Optimizers {
  private static final double MOMENTUM = 0.9;
  private static final double RMSPROP_DECAY = 0.9;

  private Optimizers() {}

  static Optimizer create(org.sezim.training.recipe.Optimizer optimizer, TensorVector parameters) {
    double rate = optimizer.learningRate();
    return switch (optimizer.name()) {
      case SGD -> new SGD(parameters, new SGDOptions(rate));
      case MOMENTUM -> {
        SGDOptions options = new SGDOptions(rate);
        options.momentum().put(MOMENTUM);
        yield new SGD(parameters, options);
      }
      case RMSPROP -> {
        RMSpropOptions options = new RMSpropOptions(rate);
        options.alpha().put(RMSPROP_DECAY);
        yield new RMSprop(parameters, options);
      }
      case ADAGRAD -> new Adagrad(parameters, new AdagradOptions(rate));
      case ADAM -> new Adam(parameters, new AdamOptions(rate));
    };
  }
}
