package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How gradients change the weights. Settings that are not named here stand at libtorch's defaults.
 *
 * @param name the rule
 * @param learningRate the step size, above 0; a usual value for Adam is 0.001, for SGD 0.01–0.1
 */
public record Optimizer(Name name, @JsonProperty("learning-rate") double learningRate) {
  /** The rules that a recipe can name. */
  public enum Name {
    /** Plain gradient descent. */
    @JsonProperty("sgd")
    SGD,
    /** Gradient descent with momentum 0.9 (Polyak 1964). */
    @JsonProperty("momentum")
    MOMENTUM,
    /** RMSProp, decay 0.9 (Tieleman and Hinton 2012). */
    @JsonProperty("rmsprop")
    RMSPROP,
    /** Adagrad (Duchi et al. 2011). */
    @JsonProperty("adagrad")
    ADAGRAD,
    /** Adam, β 0.9 and 0.999 (Kingma and Ba 2014): the study's choice. */
    @JsonProperty("adam")
    ADAM
  }

  /** Checks both. */
  public Optimizer {
    if (name == null) {
      throw new IllegalArgumentException(
          "optimizer: name: expected sgd, momentum, rmsprop, adagrad or adam, found nothing");
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "optimizer: learning-rate: expected more than 0, found " + learningRate);
    }
  }
}
