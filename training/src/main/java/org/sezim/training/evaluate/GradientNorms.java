package org.sezim.training.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How large the gradients of one epoch were, layer by layer: for each weight tensor (biases left
 * out) the Euclidean norm of its gradient, mean over every tenth step of the epoch.
 *
 * @param epoch from 1
 * @param byWeight by the weight's name ({@code conv1.weight}), in the order of the layers
 */
public record GradientNorms(int epoch, Map<String, Double> byWeight) {
  /** Copies the map, in its order. */
  public GradientNorms {
    byWeight = Collections.unmodifiableMap(new LinkedHashMap<>(byWeight));
  }
}
