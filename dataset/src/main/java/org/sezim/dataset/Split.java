package org.sezim.dataset;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The three splits of FER-2013: training, validation and test set. */
public enum Split {
  /** The training set. */
  TRAINING("Training"),
  /** The validation set: recipes and checkpoints are selected on it. */
  PUBLIC_TEST("PublicTest"),
  /** The test set: used once, for the final figures. */
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
   * Returns the split with the given label; ignores case.
   *
   * @throws IllegalArgumentException if no split has this label
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
