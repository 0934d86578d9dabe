package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Optimizer settings. All others have libtorch's defaults.
 *
 * @param name the algorithm
 * @param learningRate step size, above 0; common values are 0.001 for Adam and 0.01–0.1 for SGD
 * @param weightDecay share of each weight that is added to its gradient, 0 (none) to less than 1
 */
public record Optimizer(
    Name name,
    @JsonProperty("learning-rate") double learningRate,
    @JsonProperty("weight-decay") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        double weightDecay) {
  /** The available algorithms. */
  public enum Name {
    /** Stochastic gradient descent. */
    @JsonProperty("sgd")
    SGD,
    /** SGD with momentum 0.9 (Polyak 1964). */
    @JsonProperty("momentum")
    MOMENTUM,
    /** SGD with Nesterov momentum 0.9 (Sutskever et al. 2013). */
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

  /** Creates settings without weight decay. */
  public Optimizer(Name name, double learningRate) {
    this(name, learningRate, 0);
  }

  /** Checks the ranges. */
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
