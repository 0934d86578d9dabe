package org.sezim.training.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** The form of {@code gradients.csv} for a network with these weights: one column each. */
  static CsvTable<GradientNorms> table(Collection<String> weights) {
    List<String> columns = new ArrayList<>(List.of("epoch"));
    columns.addAll(weights);
    return new CsvTable<>(
        columns,
        g -> {
          List<Object> fields = new ArrayList<>(List.of(g.epoch));
          fields.addAll(g.byWeight.values());
          return fields;
        },
        row -> {
          Map<String, Double> byWeight = new LinkedHashMap<>();
          weights.forEach(name -> byWeight.put(name, row.number(name)));
          return new GradientNorms(row.integer("epoch"), byWeight);
        });
  }
}
