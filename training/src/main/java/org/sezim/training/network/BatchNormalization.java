package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.batch_norm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Batch normalization: gives each map mean 0 and variance 1, then applies a learned scale and shift
 * (Ioffe and Szegedy 2015). In training, mean and variance are those of the batch, otherwise the
 * running ones. In ONNX it is folded into the convolution before it.
 *
 * @param momentum share of each batch in the running mean and variance, above 0 to 1; 0.1 if absent
 */
@JsonTypeName("batch-norm")
public record BatchNormalization(
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = DefaultValue.class)
        Double momentum)
    implements Layer {
  static final double DEFAULT_MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;

  /** Checks the setting and fills in the default; Jackson passes null for an absent one. */
  public BatchNormalization {
    momentum = momentum == null ? DEFAULT_MOMENTUM : momentum;
    if (!(momentum > 0 && momentum <= 1)) {
      throw new IllegalArgumentException("momentum: expected more than 0 to 1, found " + momentum);
    }
  }

  /** Creates one with the default momentum, 0.1. */
  public BatchNormalization() {
    this(DEFAULT_MOMENTUM);
  }

  @Override
  public Shape output(Shape input) {
    input.requireMaps(kind());
    return input;
  }

  @Override
  public List<ParameterSpec> weights(Shape input) {
    int maps = input.channels();
    return List.of(
        ParameterSpec.vector("scale", maps, 1, true),
        ParameterSpec.vector("shift", maps, 0, true),
        ParameterSpec.vector("mean", maps, 0, false),
        ParameterSpec.vector("variance", maps, 1, false));
  }

  @Override
  public Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random) {
    return batch_norm(
        input,
        new TensorOptional(weights.get(0)),
        new TensorOptional(weights.get(1)),
        new TensorOptional(weights.get(2)),
        new TensorOptional(weights.get(3)),
        random.has_value(),
        momentum,
        EPSILON,
        false);
  }

  @Override
  public String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights) {
    List<String> inputs = new ArrayList<>(List.of(input));
    weights.forEach(weight -> inputs.add(weight.addTo(graph)));
    return graph.add(
        "BatchNormalization", inputs, OnnxGraph.number("epsilon", EPSILON)); // training_mode is 0
  }

  /**
   * Folds the normalization into the weights of the convolution before it.
   *
   * @param convolution the convolution's weight, and its bias if it has one
   * @param own the normalization's weights in the order of {@link #weights}
   */
  static List<Parameter> fold(List<Parameter> convolution, List<Parameter> own) {
    Tensor factor =
        own.get(0).values().div(own.get(3).values().add(new Scalar(EPSILON)).sqrt()); // [maps]
    Tensor mean = own.get(2).values();
    if (convolution.size() > 1) {
      mean = mean.sub(convolution.get(1).values());
    }
    Parameter weight = convolution.get(0);
    String name = weight.name().replaceFirst("weight$", "bias");
    return List.of(
        new Parameter(weight.name(), weight.values().mul(factor.reshape(-1, 1, 1, 1))),
        new Parameter(name, own.get(1).values().sub(mean.mul(factor))));
  }
}
