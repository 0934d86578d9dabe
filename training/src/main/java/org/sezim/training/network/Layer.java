package org.sezim.training.network;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * One layer of a network, without state: the {@link Network} holds the weights. In a recipe, a
 * layer is written as its name and settings, {@code conv: {filters: 32, kernel: 3}}.
 *
 * <p>To add a layer, write a record in this package, named by {@code @JsonTypeName}, and add it to
 * the two lists below. {@link Upsampling} is missing from the first because only the face detector
 * uses it, which no recipe lists layer by layer.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(Resize.class),
  @JsonSubTypes.Type(Normalize.class),
  @JsonSubTypes.Type(Convolution.class),
  @JsonSubTypes.Type(BatchNormalization.class),
  @JsonSubTypes.Type(Activation.class),
  @JsonSubTypes.Type(SqueezeExcitation.class),
  @JsonSubTypes.Type(Residual.class),
  @JsonSubTypes.Type(MaxPooling.class),
  @JsonSubTypes.Type(GlobalAveragePooling.class),
  @JsonSubTypes.Type(Flatten.class),
  @JsonSubTypes.Type(Dropout.class),
  @JsonSubTypes.Type(Dense.class)
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

  /** The layer's name in recipes, which its record gives as {@code @JsonTypeName}. */
  default String kind() {
    return getClass().getAnnotation(JsonTypeName.class).value();
  }

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
