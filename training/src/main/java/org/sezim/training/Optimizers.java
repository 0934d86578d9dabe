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
import org.sezim.training.recipe.Optimizer.Name;

/** Factory of libtorch optimizers, and their learning rates. */
final class Optimizers {
  private static final double MOMENTUM = 0.9;
  private static final double RMSPROP_DECAY = 0.9;

  private Optimizers() {}

  static Optimizer create(org.sezim.training.recipe.Optimizer optimizer, TensorVector parameters) {
    double rate = optimizer.learningRate();
    double decay = optimizer.weightDecay();
    return switch (optimizer.name()) {
      case SGD -> {
        SGDOptions options = new SGDOptions(rate);
        options.weight_decay().put(decay);
        yield new SGD(parameters, options);
      }
      case MOMENTUM, NESTEROV -> {
        SGDOptions options = new SGDOptions(rate);
        options.momentum().put(MOMENTUM);
        options.nesterov().put(optimizer.name() == Name.NESTEROV);
        options.weight_decay().put(decay);
        yield new SGD(parameters, options);
      }
      case RMSPROP -> {
        RMSpropOptions options = new RMSpropOptions(rate);
        options.alpha().put(RMSPROP_DECAY);
        options.weight_decay().put(decay);
        yield new RMSprop(parameters, options);
      }
      case ADAGRAD -> {
        AdagradOptions options = new AdagradOptions(rate);
        options.weight_decay().put(decay);
        yield new Adagrad(parameters, options);
      }
      case ADAM -> {
        AdamOptions options = new AdamOptions(rate);
        options.weight_decay().put(decay);
        yield new Adam(parameters, options);
      }
    };
  }

  /**
   * Sets the learning rate of one step, which rises over the warm-up and falls as a cosine to zero
   * at the end (Loshchilov and Hutter 2017).
   *
   * @param warmup steps of the warm-up
   * @param step from 0
   * @param steps of the whole training
   */
  static void setCosine(Optimizer optimizer, double rate, int warmup, long step, long steps) {
    setRate(optimizer, warmedUp(rate, warmup, step) * (1 + Math.cos(Math.PI * step / steps)) / 2);
  }

  /**
   * Returns the learning rate of one step, which rises linearly over the warm-up and then stays
   * constant.
   */
  static double warmedUp(double rate, int warmup, long step) {
    return rate * Math.min(1, (step + 1.0) / (warmup + 1));
  }

  static void setRate(Optimizer optimizer, double rate) {
    optimizer.param_groups().get(0).options().set_lr(rate);
  }
}
