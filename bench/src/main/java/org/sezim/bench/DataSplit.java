package org.sezim.bench;

import org.sezim.dataset.HeldOutRule;

/** Which photos of a set are measured. */
enum DataSplit {
  /** Those of {@link HeldOutRule}. */
  HELD_OUT("held-out"),
  /** All others. */
  TRAINING("training"),
  /** Both. */
  ALL("all");

  private final String label;

  DataSplit(String label) {
    this.label = label;
  }

  /**
   * Whether a photo is one of them.
   *
   * @param file its path or name, folders divided by {@code /}
   */
  boolean holds(String file) {
    return this == ALL
        || HeldOutRule.isHeldOut(file.substring(file.lastIndexOf('/') + 1)) == (this == HELD_OUT);
  }

  /** As the command line and the tables call it. */
  @Override
  public String toString() {
    return label;
  }
}
