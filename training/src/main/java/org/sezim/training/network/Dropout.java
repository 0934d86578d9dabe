package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.empty_like;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Dropout, the study's "thinning" (Srivastava et al. 2014): in training, sets each value to zero
 * with probability {@code rate} and divides the others by 1 − rate; outside training, does nothing.
 *
 * @param rate probability of zero, 0 to less than 1
 */
@JsonTypeName("dropout")
public record Dropout(double rate) implements Layer {
  /** Checks the setting. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate: expected 0 to less than 1, found " + rate);
    }
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    if (rate == 0 || !random.has_value()) {
      return input;
    }
    // torch.dropout would draw from the generator that all threads of the process share.
    Tensor kept = empty_like(input).bernoulli_(1 - rate, random);
    return input.mul(kept.div_(new Scalar(1 - rate)));
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    return input;
  }
}
