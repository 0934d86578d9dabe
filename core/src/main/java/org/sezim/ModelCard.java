package org.sezim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Name, labels and metadata of a model: the {@code metadata_props} of its ONNX file. Immutable.
 *
 * <p>Sezim's own emotion models carry {@code name}, {@code labels}, {@code recipe}, {@code
 * dataset.sha256}, {@code seed}, {@code tool}, {@code metrics.*} and {@code licence}; other models
 * may lack some of them.
 *
 * @param name name and version, for example {@code paper-cnn 0.1.0}, or {@code unnamed}
 * @param labels in the order of the model's outputs; empty for a face model
 * @param properties all metadata of the file, sorted by key
 */
public record ModelCard(String name, List<String> labels, Map<String, String> properties) {
  /** Copies the labels and properties. */
  public ModelCard {
    labels = List.copyOf(labels);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  /** A card named by the property {@code name}. */
  public ModelCard(Map<String, String> properties, List<String> labels) {
    this(properties.getOrDefault("name", "unnamed"), labels, properties);
  }
}
