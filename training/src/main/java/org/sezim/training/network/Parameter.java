package org.sezim.training.network;

import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A weight with its values.
 *
 * @param name within the network, such as {@code conv1.weight}
 * @param values the tensor, live
 */
public record Parameter(String name, Tensor values) {
  /** Adds it to a graph; returns its name there. */
  String addTo(OnnxGraph graph) {
    return graph.weight(name, values);
  }
}
