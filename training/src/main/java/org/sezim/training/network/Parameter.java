package org.sezim.training.network;

import org.bytedeco.pytorch.Tensor;
import org.sezim.training.onnx.OnnxGraph;

/**
 * A tensor of a network and its name.
 *
 * @param name in the network, for example {@code conv1.weight}
 * @param values the tensor itself, not a copy
 */
public record Parameter(String name, Tensor values) {
  /** Adds the tensor to a graph; returns its name there. */
  String addTo(OnnxGraph graph) {
    return graph.weight(name, values);
  }
}
