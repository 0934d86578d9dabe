package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/** The loss that training minimizes, from logits {@code [N,C]} and targets d {@code [N,C]}. */
public enum Loss {
  /**
   * Categorical cross-entropy, −Σ d·log q, mean over the faces, computed as in Keras ({@code
   * categorical_crossentropy}, {@code from_logits=False}): the outputs are divided by their sum and
   * clipped to 1e-7…1 − 1e-7 before the logarithm.
   */
  @JsonProperty("cross-entropy")
  CROSS_ENTROPY {
    @Override
    public Tensor of(OutputActivation output, Tensor logits, Tensor targets) {
      Tensor log =
          output
              .logProbabilities(logits)
              .clamp(bound(Math.log(EPSILON)), bound(Math.log(1 - EPSILON)));
      return log.mul(targets).sum(1).mean().neg();
    }
  },

  /** The study's E = (d − y)², summed over the outputs, mean over the faces. */
  @JsonProperty("squared-error")
  SQUARED_ERROR {
    @Override
    public Tensor of(OutputActivation output, Tensor logits, Tensor targets) {
      return targets.sub(output.outputs(logits)).square().sum(1).mean();
    }
  };

  private static final double EPSILON = 1e-7; // keras.backend.epsilon()

  /** Created for each call: the {@code PointerScope} of its first use would free a constant. */
  private static ScalarOptional bound(double value) {
    return new ScalarOptional(new Scalar(value));
  }

  /** Returns the loss as a differentiable tensor of one value. */
  public abstract Tensor of(OutputActivation output, Tensor logits, Tensor targets);
}
