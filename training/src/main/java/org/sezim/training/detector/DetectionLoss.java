package org.sezim.training.detector;

import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.Reduction;

/**
 * Loss between a network's values and the teacher's at each position. The score term is the quality
 * focal loss (Li et al. 2020) with the teacher's scores, 0–1, as targets. Box and landmark errors
 * are weighted by that score and measured in units of the teacher's box, so that small and large
 * faces count equally.
 */
public final class DetectionLoss {
  /** Positions with a lower teacher score do not contribute to box and landmark errors. */
  private static final double MIN_SCORE = 0.2;

  /** Weight of the landmark errors, which are about half as large as box errors. */
  private static final double LANDMARK_WEIGHT = 2;

  private DetectionLoss() {}

  /**
   * Returns the loss as a differentiable tensor of one value.
   *
   * @param values of the network, float {@code [N,A,15]}, from {@link DetectorNetwork#values}
   * @param targets of the teacher at the same positions, with a score, 0–1, instead of a logit
   */
  public static Tensor of(Tensor values, Tensor targets) {
    Tensor logits = values.narrow(2, 0, 1);
    Tensor scores = targets.narrow(2, 0, 1);
    Tensor weights = scores.mul(scores.gt(new Scalar(MIN_SCORE)));
    Tensor total = weights.sum().clamp_min(new Scalar(1));
    TensorOptional none = new TensorOptional();
    Tensor entropy =
        binary_cross_entropy_with_logits(logits, scores, none, none, Reduction.None.value);
    Tensor focal = entropy.mul(logits.sigmoid().sub(scores).square());
    Tensor size = targets.narrow(2, 3, 2).exp();
    Tensor box = values.narrow(2, 1, 4).sub(targets.narrow(2, 1, 4)).abs();
    Tensor inBoxes = box.narrow(2, 0, 2).div(size).add(box.narrow(2, 2, 2)).sum(2).unsqueeze(2);
    Tensor landmarks =
        values
            .narrow(2, 5, 10)
            .sub(targets.narrow(2, 5, 10))
            .abs()
            .div(size.narrow(2, 0, 1))
            .mean(2)
            .unsqueeze(2);
    Tensor localization = inBoxes.add(landmarks.mul(new Scalar(LANDMARK_WEIGHT))).mul(weights);
    return focal.sum().add(localization.sum()).div(total);
  }
}
