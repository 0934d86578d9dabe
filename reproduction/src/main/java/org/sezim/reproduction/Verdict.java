package org.sezim.reproduction;

/**
 * The verdict on a claim, which is a range for one number. The claim holds if the number's whole 95
 * % interval is inside the range, it does not hold if the whole interval is outside, and otherwise
 * it cannot be told.
 */
enum Verdict {
  HOLDS("holds"),
  DOES_NOT_HOLD("does not hold"),
  CANNOT_BE_TOLD("cannot be told");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** The verdict as written in the report. */
  String label() {
    return label;
  }

  /**
   * Judges a number by its interval. A number without an interval cannot be told.
   *
   * @param measured the number and its interval
   * @param low the range's lower end, inclusive; may be infinite
   * @param high the range's upper end, inclusive; may be infinite
   */
  static Verdict of(Estimate measured, double low, double high) {
    return measured
        .interval()
        .map(
            i -> {
              if (i.low() >= low && i.high() <= high) {
                return HOLDS;
              }
              return i.high() < low || i.low() > high ? DOES_NOT_HOLD : CANNOT_BE_TOLD;
            })
        .orElse(CANNOT_BE_TOLD);
  }
}
