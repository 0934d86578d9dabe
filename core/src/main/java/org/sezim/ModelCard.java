package org.sezim;

import java.util.Arrays;
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
 */
public final class ModelCard {
  private final Map<String, String> properties;
  private final List<String> labels;

  ModelCard(Map<String, String> properties, List<String> labels) {
    this.properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    this.labels = List.copyOf(labels);
  }

  /** The labels in the order of the model's outputs; none if it is a face model. */
  public List<String> labels() {
    return labels;
  }

  /** Name and version, such as {@code paper-cnn 0.1.0}, or {@code unnamed}. */
  public String name() {
    return properties.getOrDefault("name", "unnamed");
  }

  /** All properties of the file, sorted by key. */
  public Map<String, String> properties() {
    return properties;
  }

  /** Splits the {@code labels} property, a comma-separated list. */
  static List<String> parseLabels(String property) {
    return Arrays.stream(property.split(",")).map(String::strip).toList();
  }
}
