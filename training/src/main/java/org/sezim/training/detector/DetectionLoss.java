package org.sezim.training.detector;

import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.Reduction;

/**
 * How far a network's values are from the teacher's, place by place. The score's part is the
 * quality focal loss (Li et al. 2020), whose targets are the teacher's scores, 0–1; boxes and
 * landmarks count by that score, and in parts of the teacher's box, so that a small face counts as
 * much as a large one.
 */
public final class DetectionLoss {
  /** Places of which the teacher is less sure say nothing of boxes. */
  private static final double LEAST_SCORE = 0.2;

  /** Landmarks are the more exact part: their errors are about half as large. */
  private static final double LANDMARKS = 2;

  private DetectionLoss() {}

  /**
   * The loss as a tensor of one value, through which gradients flow.
   *
   * @param values the network's, float {@code [N,A,15]}, as {@link DetectorNetwork#values} gives
   *     them
   * @param targets the teacher's in the same places, with its score, 0–1, instead of a logit
   */
  public static Tensor of(Tensor values, Tensor targets) {
    Tensor logits = values.narrow(2, 0, 1);
    Tensor scores = targets.narrow(2, 0, 1);
    Tensor weights = scores.mul(scores.gt(new Scalar(LEAST_SCORE)));
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
    Tensor places = inBoxes.add(landmarks.mul(new Scalar(LANDMARKS))).mul(weights);
    return focal.sum().add(places.sum()).div(total);
  }
}
