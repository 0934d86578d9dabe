package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How gradients change the weights. Settings that are not named here stand at libtorch's defaults.
 *
 * @param name the rule
 * @param learningRate the step size, above 0; a usual value for Adam is 0.001, for SGD 0.01–0.1
 * @param weightDecay how much of each weight is added to its gradient, 0 (none) or more
 */
public record Optimizer(
    Name name,
    @JsonProperty("learning-rate") double learningRate,
    @JsonProperty("weight-decay") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        double weightDecay) {
  /** The rules that a recipe can name. */
  public enum Name {
    /** Plain gradient descent. */
    @JsonProperty("sgd")
    SGD,
    /** Gradient descent with momentum 0.9 (Polyak 1964). */
    @JsonProperty("momentum")
    MOMENTUM,
    /** The same with Nesterov's look ahead (Sutskever et al. 2013). */
    @JsonProperty("nesterov")
    NESTEROV,
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

  /** Without weight decay. */
  public Optimizer(Name name, double learningRate) {
    this(name, learningRate, 0);
  }

  /** Checks all. */
  public Optimizer {
    if (name == null) {
      throw new IllegalArgumentException(
          "optimizer: name: expected sgd, momentum, nesterov, rmsprop, adagrad or adam, found nothing");
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "optimizer: learning-rate: expected more than 0, found " + learningRate);
    }
    if (!(weightDecay >= 0 && weightDecay < 1)) {
      throw new IllegalArgumentException(
          "optimizer: weight-decay: expected 0 to less than 1, found " + weightDecay);
    }
  }
}
