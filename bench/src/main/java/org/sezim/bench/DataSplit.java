package org.sezim.bench;

import org.sezim.dataset.HeldOutRule;

/** The photos of a dataset that are measured. */
enum DataSplit {
  /** Photos that {@link HeldOutRule} keeps out of training. */
  HELD_OUT("held-out"),
  /** All other photos. */
  TRAINING("training"),
  /** All photos. */
  ALL("all");

  private final String label;

  DataSplit(String label) {
    this.label = label;
  }

  /**
   * Returns whether a photo belongs to this split.
   *
   * @param file its name, or its path with {@code /} between folders
   */
  boolean contains(String file) {
    return this == ALL
        || HeldOutRule.isHeldOut(file.substring(file.lastIndexOf('/') + 1)) == (this == HELD_OUT);
  }

  /** The name on the command line and in the tables. */
  @Override
  public String toString() {
    return label;
  }
}
