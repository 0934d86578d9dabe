package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.dropout;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * In training, sets each value to zero with probability {@code rate} and divides the others by 1 −
 * rate; otherwise does nothing. The study's "thinning" (Srivastava et al. 2014).
 *
 * @param rate probability of zero, 0 to less than 1
 */
public record Dropout(double rate) implements Layer {
  /** Checks the setting. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate: expected 0 to less than 1, found " + rate);
    }
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, boolean training) {
    return dropout(input, rate, training);
  }

  @Override
  public String export(OnnxGraph graph, String input, List<String> weights) {
    return input;
  }
}
