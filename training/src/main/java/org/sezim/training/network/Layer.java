package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * One step of a network, without state: its weights are held by the {@link Network}. In a recipe a
 * layer is its name with its settings, {@code conv: {filters: 32, kernel: 3}}.
 *
 * <p>A new kind of layer is one new record here, named in the list below. Upsampling is not in it:
 * only a face detector has use for it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Resize.class, name = "resize"),
  @JsonSubTypes.Type(value = Normalize.class, name = "normalize"),
  @JsonSubTypes.Type(value = Convolution.class, name = "conv"),
  @JsonSubTypes.Type(value = BatchNormalization.class, name = "batch-norm"),
  @JsonSubTypes.Type(value = Activation.class, name = "activation"),
  @JsonSubTypes.Type(value = SqueezeExcitation.class, name = "squeeze-excite"),
  @JsonSubTypes.Type(value = Residual.class, name = "residual"),
  @JsonSubTypes.Type(value = MaxPooling.class, name = "max-pool"),
  @JsonSubTypes.Type(value = GlobalAveragePooling.class, name = "global-average-pool"),
  @JsonSubTypes.Type(value = Flatten.class, name = "flatten"),
  @JsonSubTypes.Type(value = Dropout.class, name = "dropout"),
  @JsonSubTypes.Type(value = Dense.class, name = "dense")
})
public sealed interface Layer
    permits Resize,
        Normalize,
        Convolution,
        BatchNormalization,
        Activation,
        SqueezeExcitation,
        Residual,
        MaxPooling,
        Upsampling,
        GlobalAveragePooling,
        Flatten,
        Dropout,
        Dense {

  /** The name in recipes. */
  String kind();

  /**
   * The size of the output for an input of the given size.
   *
   * @throws IllegalArgumentException if this layer cannot follow such an input
   */
  Shape output(Shape input);

  /**
   * How many multiplications, each with an addition, one face takes. Only those with weights are
   * counted, as is usual: activations and pooling are 0.
   */
  default long multiplyAdds(Shape input) {
    return 0;
  }

  /** The weights for an input of the given size, in the order that {@link #forward} takes them. */
  default List<ParameterSpec> weights(Shape input) {
    return List.of();
  }

  /**
   * The forward pass, on float tensors {@code [N, …]}.
   *
   * @param random where dropout draws from; without a value outside training
   */
  Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random);

  /**
   * Adds this layer to an ONNX graph, as it works outside training.
   *
   * @param input the name of the input in the graph
   * @param shape the input's size
   * @param weights in the order of {@link #weights}
   * @return the name of the output
   */
  String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights);
}
