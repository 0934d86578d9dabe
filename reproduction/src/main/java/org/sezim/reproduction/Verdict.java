package org.sezim.reproduction;

/**
 * Whether a claim holds. The one rule: a claim is a range in which a number must lie. It holds if
 * the number's whole 95 % interval lies in the range, it does not if the whole interval lies
 * outside, and otherwise it cannot be told.
 */
enum Verdict {
  HOLDS("holds"),
  DOES_NOT_HOLD("does not hold"),
  CANNOT_BE_TOLD("cannot be told");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** As the report says it. */
  String words() {
    return words;
  }

  /**
   * The rule.
   *
   * @param measured a number and its interval
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
