package org.sezim.training.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * Layers applied one after another: a whole {@link Network}, the inside of a compound layer, or a
 * part of a face detector. Holds no tensors; immutable.
 */
public final class Sequence {
  private final List<Layer> layers;

  /** The input size of each layer, then the output size of the last. */
  private final List<Shape> shapes = new ArrayList<>();

  /** The weights by layer. */
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

  /**
   * The input size of layer {@code i}, from 0; for the number of layers, the output size of the
   * last.
   */
  Shape shape(int i) {
    return shapes.get(i);
  }

  /** The output size of the last layer. */
  public Shape output() {
    return shapes.get(layers.size());
  }

  /** The weights of all layers in order, with names like {@code conv1.weight}. */
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
   * Returns the output of each layer.
   *
   * @param values the tensors, in the order of {@link #weights}
   * @param random generator for dropout; empty outside training
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
   * Adds the layers to a graph; folds a batch normalization into the convolution before it. Returns
   * the name of the last layer's output.
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
