package org.sezim.training.network;

import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.FaceCrop;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Layers with their weights: from uint8 faces {@code [N,48,48]} to logits {@code [N,C]}. The last
 * layer, one neuron a class, is added by this class. For one thread; the owner closes it.
 */
public final class Network implements AutoCloseable {
  /** What enters the first layer: one grey map. */
  public static final Shape INPUT = Shape.maps(1, FaceCrop.SIZE, FaceCrop.SIZE);

  private final List<Layer> layers;
  private final List<Shape> shapes;
  private final List<List<Tensor>> weights = new ArrayList<>();
  private final Map<String, Tensor> named = new LinkedHashMap<>();

  /**
   * Builds a network with fresh weights: Glorot's uniform distribution (Glorot and Bengio 2010),
   * biases zero, as Keras starts.
   *
   * @param hidden the layers but the last
   * @param classes C, at least 2
   * @param seed where the weights are drawn from
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  public Network(List<Layer> hidden, int classes, long seed) {
    Checks.atLeast(2, classes, "classes");
    layers = withLast(hidden, classes);
    shapes = shapes(layers);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    GeneratorOptional random = random(seed);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (int i = 0; i < layers.size(); i++) {
        Layer layer = layers.get(i);
        List<Tensor> own = new ArrayList<>();
        List<Weight> declared = layer.weights(shapes.get(i));
        int number = declared.isEmpty() ? 0 : numbers.merge(layer.kind(), 1, Integer::sum);
        for (Weight weight : declared) {
          Tensor tensor = zeros(weight.dimensions());
          if (weight.fanIn() > 0) {
            double limit = Math.sqrt(6.0 / (weight.fanIn() + weight.fanOut()));
            tensor.uniform_(-limit, limit, random);
          }
          tensor.set_requires_grad(true);
          tensor.retainReference();
          own.add(tensor);
          named.put(layer.kind() + number + "." + weight.name(), tensor);
        }
        weights.add(own);
      }
    }
  }

  private static List<Layer> withLast(List<Layer> hidden, int classes) {
    List<Layer> all = new ArrayList<>(hidden);
    all.add(new Dense(classes));
    return List.copyOf(all);
  }

  /**
   * The sizes between the layers: what enters each, and last what leaves the final one.
   *
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  private static List<Shape> shapes(List<Layer> layers) {
    List<Shape> shapes = new ArrayList<>();
    Shape shape = INPUT;
    shapes.add(shape);
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).output(shape);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("network: layer " + (i + 1) + ": " + e.getMessage(), e);
      }
      shapes.add(shape);
    }
    return shapes;
  }

  /**
   * One line of a network's description.
   *
   * @param layer the layer
   * @param input what enters it
   * @param output what leaves it
   * @param parameters how many values training changes in it
   * @param multiplyAdds how many multiplications with an addition one face takes
   */
  public record Line(Layer layer, Shape input, Shape output, long parameters, long multiplyAdds) {}

  /**
   * What a network consists of, layer by layer, the last one included.
   *
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  public static List<Line> describe(List<Layer> hidden, int classes) {
    List<Layer> layers = withLast(hidden, classes);
    List<Shape> shapes = shapes(layers);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Shape input = shapes.get(i);
      long parameters = layer.weights(input).stream().mapToLong(Weight::count).sum();
      lines.add(new Line(layer, input, shapes.get(i + 1), parameters, layer.multiplyAdds(input)));
    }
    return lines;
  }

  /**
   * Checks that the layers fit together.
   *
   * @throws IllegalArgumentException if one cannot follow the one before
   */
  public static void check(List<Layer> hidden) {
    shapes(withLast(hidden, 2));
  }

  /**
   * A source of random numbers of its own: other networks of the process, on other threads, do not
   * disturb it.
   */
  public static GeneratorOptional random(long seed) {
    return new GeneratorOptional(torch.make_generator_cpu(seed));
  }

  /** The layers, the last one included. */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * The forward pass outside training.
   *
   * @param pixels uint8 {@code [N,48,48]}
   * @return logits, float {@code [N,C]}
   */
  public Tensor logits(Tensor pixels) {
    return logits(pixels, new GeneratorOptional());
  }

  /**
   * The forward pass in training.
   *
   * @param pixels uint8 {@code [N,48,48]}
   * @param random where dropout draws from
   * @return logits, float {@code [N,C]}
   */
  public Tensor logits(Tensor pixels, GeneratorOptional random) {
    List<Tensor> all = activations(pixels, random);
    return all.get(all.size() - 1);
  }

  /**
   * What leaves each layer, outside training: maps {@code [N,channels,height,width]} or vectors
   * {@code [N,n]}; the last are the logits.
   *
   * @param pixels uint8 {@code [N,48,48]}
   */
  public List<Tensor> activations(Tensor pixels) {
    return activations(pixels, new GeneratorOptional());
  }

  private List<Tensor> activations(Tensor pixels, GeneratorOptional random) {
    List<Tensor> all = new ArrayList<>();
    // [N,48,48] → [N,1,48,48] with the strides of channels-last: with one channel both layouts hold
    // the same bytes, but libtorch goes by the strides and would pool far more slowly.
    Tensor values = pixels.to(ScalarType.Float).unsqueeze(3).permute(0, 3, 1, 2);
    for (int i = 0; i < layers.size(); i++) {
      values = layers.get(i).forward(values, weights.get(i), random);
      all.add(values);
    }
    return all;
  }

  /** Adds the network to an ONNX graph; returns the name of the logits. */
  public String export(OnnxGraph graph, String pixels) {
    String values = pixels;
    int w = 0;
    List<String> names = new ArrayList<>(named.keySet());
    for (int i = 0; i < layers.size(); i++) {
      List<String> own = new ArrayList<>();
      for (Tensor tensor : weights.get(i)) {
        own.add(graph.weight(names.get(w++), tensor));
      }
      values = layers.get(i).export(graph, values, shapes.get(i), own);
    }
    return values;
  }

  /** The weights by name ({@code conv1.weight}), in the order of the layers. Live, not copies. */
  public Map<String, Tensor> weights() {
    return Collections.unmodifiableMap(named);
  }

  /** The weights as libtorch's optimisers take them. */
  public TensorVector parameters() {
    return new TensorVector(named.values().toArray(Tensor[]::new));
  }

  /** The number of values that training changes. */
  public long parameterCount() {
    return named.values().stream().mapToLong(Tensor::numel).sum();
  }

  @Override
  public void close() {
    named.values().forEach(Tensor::releaseReference);
  }
}
