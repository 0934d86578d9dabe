package org.sezim.reproduction;

/**
 * A number of the report with its unit. It is formatted the same way everywhere and written to
 * {@code results.csv}.
 *
 * @param estimate the number and its interval
 * @param unit the unit, which also determines the format
 */
record Quantity(Estimate estimate, Unit unit) {
  /** The number as shown in the report. */
  String text() {
    return unit.format(estimate);
  }
}
