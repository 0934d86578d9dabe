package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.full;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.face.FaceCrop;
import org.sezim.internal.Require;
import org.sezim.training.onnx.OnnxGraph;

/**
 * An emotion network, layers with their weights: from uint8 faces {@code [N,48,48]} to logits
 * {@code [N,C]}. This class adds the output layer, one neuron per class. Not thread-safe; the owner
 * closes it.
 */
public final class Network implements AutoCloseable {
  /** The input of the first layer: one gray map. */
  public static final Shape INPUT = Shape.maps(1, FaceCrop.SIZE, FaceCrop.SIZE);

  private final Sequence sequence;
  private final Map<String, Tensor> state = new LinkedHashMap<>();

  /**
   * Builds a network with initial weights as in Keras: Glorot's uniform distribution (Glorot and
   * Bengio 2010), biases zero.
   *
   * @param hidden all layers except the output layer
   * @param classes C, at least 2
   * @param seed of the initial weights
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  public Network(List<Layer> hidden, int classes, long seed) {
    Require.atLeast("classes", classes, 2);
    sequence = sequence(hidden, classes);
    GeneratorOptional random = random(seed);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (ParameterSpec weight : sequence.weights()) {
        Tensor tensor = full(weight.dimensions(), new Scalar(weight.start()));
        if (weight.fanIn() > 0) {
          double limit = Math.sqrt(6.0 / (weight.fanIn() + weight.fanOut()));
          tensor.uniform_(-limit, limit, random);
        }
        tensor.set_requires_grad(weight.trained());
        tensor.retainReference();
        state.put(weight.name(), tensor);
      }
    }
  }

  private static Sequence sequence(List<Layer> hidden, int classes) {
    List<Layer> all = new ArrayList<>(hidden);
    all.add(new Dense(classes));
    try {
      return new Sequence(all, INPUT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("network: " + e.getMessage(), e);
    }
  }

  /**
   * One line of a network's description.
   *
   * @param layer the layer
   * @param input size of its input
   * @param output size of its output
   * @param parameters its number of trainable values
   * @param multiplyAdds its multiply-adds per face
   */
  public record Line(Layer layer, Shape input, Shape output, long parameters, long multiplyAdds) {}

  /**
   * Describes a network layer by layer, including the output layer.
   *
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  public static List<Line> describe(List<Layer> hidden, int classes) {
    Sequence sequence = sequence(hidden, classes);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < sequence.layers().size(); i++) {
      Layer layer = sequence.layers().get(i);
      Shape input = sequence.shape(i);
      long parameters =
          layer.weights(input).stream()
              .filter(ParameterSpec::trained)
              .mapToLong(ParameterSpec::count)
              .sum();
      long multiplyAdds = layer.multiplyAdds(input);
      lines.add(new Line(layer, input, sequence.shape(i + 1), parameters, multiplyAdds));
    }
    return lines;
  }

  /**
   * Checks that the layers fit together.
   *
   * @throws IllegalArgumentException if one cannot follow the one before
   */
  public static void check(List<Layer> hidden) {
    sequence(hidden, 2);
  }

  /**
   * Creates a generator of random numbers that networks on other threads of the process do not
   * share.
   */
  public static GeneratorOptional random(long seed) {
    return new GeneratorOptional(torch.make_generator_cpu(seed));
  }

  /** The layers, including the output layer. */
  public List<Layer> layers() {
    return sequence.layers();
  }

  /**
   * Runs the forward pass outside training.
   *
   * @param pixels uint8 {@code [N,48,48]}
   * @return logits, float {@code [N,C]}
   */
  public Tensor logits(Tensor pixels) {
    return logits(pixels, new GeneratorOptional());
  }

  /**
   * Runs the forward pass in training.
   *
   * @param pixels uint8 or float, 0–255, {@code [N,48,48]}
   * @param random generator for dropout
   * @return logits, float {@code [N,C]}
   */
  public Tensor logits(Tensor pixels, GeneratorOptional random) {
    List<Tensor> all = activations(pixels, random);
    return all.get(all.size() - 1);
  }

  /**
   * Returns the output of each layer, outside training: maps {@code [N,channels,height,width]} or
   * vectors {@code [N,n]}; the last are the logits.
   *
   * @param pixels uint8 {@code [N,48,48]}
   */
  public List<Tensor> activations(Tensor pixels) {
    return activations(pixels, new GeneratorOptional());
  }

  private List<Tensor> activations(Tensor pixels, GeneratorOptional random) {
    // [N,48,48] → [N,1,48,48] with channels-last strides: with one channel both layouts hold the
    // same bytes, but libtorch goes by the strides and would pool far more slowly.
    Tensor values = pixels.to(ScalarType.Float).unsqueeze(3).permute(0, 3, 1, 2);
    return sequence.forward(values, List.copyOf(state.values()), random);
  }

  /** Adds the network to an ONNX graph; returns the name of the logits. */
  public String export(OnnxGraph graph, String pixels) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      List<Parameter> parameters = new ArrayList<>();
      state.forEach((name, tensor) -> parameters.add(new Parameter(name, tensor)));
      return sequence.export(graph, pixels, parameters);
    }
  }

  /** The trainable tensors by name ({@code conv1.weight}), in layer order. Live, not copies. */
  public Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (ParameterSpec weight : sequence.weights()) {
      if (weight.trained()) {
        weights.put(weight.name(), state.get(weight.name()));
      }
    }
    return weights;
  }

  /**
   * All tensors to be saved: the weights, and the running means and variances of batch
   * normalization.
   */
  public Map<String, Tensor> state() {
    return Collections.unmodifiableMap(state);
  }

  /** The weights in the form that libtorch's optimizers take. */
  public TensorVector parameters() {
    return new TensorVector(weights().values().toArray(Tensor[]::new));
  }

  /** The number of trainable values. */
  public long parameterCount() {
    return weights().values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void close() {
    state.values().forEach(Tensor::releaseReference);
  }
}
