package org.sezim.reproduction;

/**
 * A claim of the study, expressed as a range for one number.
 *
 * @param statement the claim in words
 * @param measured the number
 * @param low the range's lower end, inclusive; may be infinite
 * @param high the range's upper end, inclusive; may be infinite
 */
record Claim(String statement, Quantity measured, double low, double high) {
  Verdict verdict() {
    return Verdict.of(measured.estimate(), low, high);
  }

  /** The range as text, for example {@code 55 % to 65 %}. */
  String range() {
    Unit unit = measured.unit();
    if (high == Double.POSITIVE_INFINITY) {
      return "at least " + unit.bound(low);
    }
    return low == Double.NEGATIVE_INFINITY
        ? "at most " + unit.bound(high)
        : unit.bound(low) + " to " + unit.bound(high);
  }
}
