package org.sezim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model says of itself: the {@code metadata_props} of its ONNX file. Immutable.
 *
 * <p>Sezim's own emotion models carry {@code name}, {@code labels}, {@code recipe}, {@code
 * dataset.sha256}, {@code seed}, {@code tool}, {@code metrics.*} and {@code licence}; other models
 * may carry less.
 *
 * @param name name and version, such as {@code paper-cnn 0.1.0}, or {@code unnamed}
 * @param labels in the order of the model's outputs; none if it is a face model
 * @param properties all of the file, sorted by key
 */
public record ModelCard(String name, List<String> labels, Map<String, String> properties) {
  /** Copies both. */
  public ModelCard {
    labels = List.copyOf(labels);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** With the name that the properties give. */
  public ModelCard(Map<String, String> properties, List<String> labels) {
    this(properties.getOrDefault("name", "unnamed"), labels, properties);
  }
}
