package org.sezim.training.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Layers one after another: what a {@link Network} is, what stands inside a larger layer, and the
 * parts of a face detector. Without state; immutable.
 */
public final class Sequence {
  private final List<Layer> layers;

  /** What enters each layer, and last what leaves the final one. */
  private final List<Shape> shapes = new ArrayList<>();

  /** The weights of each layer. */
  private final List<List<ParameterSpec>> weights = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if a layer cannot follow the one before
   */
  public Sequence(List<Layer> layers, Shape input) {
    this.layers = List.copyOf(layers);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Shape shape = input;
    shapes.add(shape);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      List<ParameterSpec> own;
      try {
        own = layer.weights(shape);
        shape = layer.output(shape);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer " + (i + 1) + ": " + e.getMessage(), e);
      }
      shapes.add(shape);
      String name =
          own.isEmpty() ? "" : layer.kind() + numbers.merge(layer.kind(), 1, Integer::sum);
      weights.add(own.stream().map(weight -> weight.within(name)).toList());
    }
  }

  /** The layers. */
  public List<Layer> layers() {
    return layers;
  }

  /** What enters layer {@code i}, from 0; after the last, what leaves it. */
  Shape shape(int i) {
    return shapes.get(i);
  }

  /** The size of what leaves the last layer. */
  public Shape output() {
    return shapes.get(layers.size());
  }

  /** The weights of all layers in their order, named {@code conv1.weight}. */
  public List<ParameterSpec> weights() {
    return weights.stream().flatMap(List::stream).toList();
  }

  long multiplyAdds() {
    long sum = 0;
    for (int i = 0; i < layers.size(); i++) {
      sum += layers.get(i).multiplyAdds(shapes.get(i));
    }
    return sum;
  }

  /**
   * What leaves each layer.
   *
   * @param values of the weights, in the order of {@link #weights}
   * @param random where dropout draws from; without a value outside training
   */
  public List<Tensor> forward(Tensor input, List<Tensor> values, GeneratorOptional random) {
    List<Tensor> all = new ArrayList<>();
    Tensor last = input;
    int from = 0;
    for (int i = 0; i < layers.size(); i++) {
      int to = from + weights.get(i).size();
      last = layers.get(i).forward(last, values.subList(from, to), random);
      all.add(last);
      from = to;
    }
    return all;
  }

  /**
   * Adds the layers to a graph; a batch normalisation goes into the weights of the convolution
   * before it. Returns the name of what leaves the last layer.
   */
  public String export(OnnxGraph graph, String input, List<Parameter> parameters) {
    String last = input;
    int from = 0;
    for (int i = 0; i < layers.size(); i++) {
      int to = from + weights.get(i).size();
      List<Parameter> own = parameters.subList(from, to);
      Layer layer = layers.get(i);
      if (layer instanceof Convolution convolution
          && i + 1 < layers.size()
          && layers.get(i + 1) instanceof BatchNormalization) {
        int end = to + weights.get(i + 1).size();
        List<Parameter> folded = BatchNormalization.fold(own, parameters.subList(to, end));
        last = convolution.export(graph, last, shapes.get(i), folded);
        to = end;
        i++;
      } else {
        last = layer.export(graph, last, shapes.get(i), own);
      }
      from = to;
    }
    return last;
  }
}
