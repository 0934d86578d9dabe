package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * One layer of a network, without state: the {@link Network} holds the weights. In a recipe, a
 * layer is written as its name and settings, {@code conv: {filters: 32, kernel: 3}}.
 *
 * <p>To add a layer, write a record in this package and add it to the two lists below. {@link
 * Upsampling} is missing from the first because only the face detector uses it, which no recipe
 * lists layer by layer.
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

  /** The layer's name in recipes. */
  String kind();

  /**
   * Returns the output size for an input size.
   *
   * @throws IllegalArgumentException if this layer cannot follow such an input
   */
  Shape output(Shape input);

  /**
   * Returns the number of multiply-adds per face. As usual, only operations with weights count:
   * activations and pooling are 0.
   */
  default long multiplyAdds(Shape input) {
    return 0;
  }

  /** Returns the weights for an input size, in the order in which {@link #forward} takes them. */
  default List<ParameterSpec> weights(Shape input) {
    return List.of();
  }

  /**
   * Runs the forward pass on float tensors {@code [N, …]}.
   *
   * @param random generator for dropout; empty outside training
   */
  Tensor forward(Tensor input, List<Tensor> weights, GeneratorOptional random);

  /**
   * Adds this layer to an ONNX graph in its form outside training.
   *
   * @param input name of the input in the graph
   * @param shape size of the input
   * @param weights in the order of {@link #weights}
   * @return the name of the output
   */
  String export(OnnxGraph graph, String input, Shape shape, List<Parameter> weights);
}
