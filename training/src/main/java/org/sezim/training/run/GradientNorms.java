package org.sezim.training.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gradient norms of one epoch: for each weight tensor, without biases, the Euclidean norm of its
 * gradient, averaged over every tenth step.
 *
 * @param epoch from 1
 * @param byWeight norms by weight name ({@code conv1.weight}), in layer order
 */
public record GradientNorms(int epoch, Map<String, Double> byWeight) {
  /** Copies the map, in its order. */
  public GradientNorms {
    byWeight = Collections.unmodifiableMap(new LinkedHashMap<>(byWeight));
  }

  /** Format of {@code gradients.csv} for a network with these weights: one column per weight. */
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
