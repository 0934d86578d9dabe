package org.sezim.reproduction;

/**
 * A number of the report. It is written in one way everywhere, and stands in {@code results.csv}.
 *
 * @param estimate the number
 * @param unit what it counts
 */
record Quantity(Estimate estimate, Unit unit) {
  /** As the report shows it. */
  String text() {
    return unit.format(estimate);
  }
}
