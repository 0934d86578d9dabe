package org.sezim.dataset;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The parts of FER-2013: learn on one, choose on the second, look at the third once. */
public enum Split {
  /** What a network learns from. */
  TRAINING("Training"),
  /** What recipes and checkpoints are chosen on. */
  PUBLIC_TEST("PublicTest"),
  /** The final examination. */
  PRIVATE_TEST("PrivateTest");

  private final String label;

  Split(String label) {
    this.label = label;
  }

  /** The name in FER-2013's {@code Usage} column. */
  public String label() {
    return label;
  }

  /**
   * The split of that label, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Split of(String label) {
    for (Split split : values()) {
      if (split.label.equalsIgnoreCase(label)) {
        return split;
      }
    }
    throw new IllegalArgumentException(
        "split: expected one of "
            + Arrays.stream(values()).map(Split::label).collect(Collectors.joining(", "))
            + ", found "
            + label);
  }
}
