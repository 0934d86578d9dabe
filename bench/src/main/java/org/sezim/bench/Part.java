package org.sezim.bench;

import org.sezim.training.detector.HeldOut;

/** Which photos of a set are measured. */
enum Part {
  /** Those of {@link HeldOut}. */
  HELD_OUT("held-out"),
  /** All others. */
  TRAINING("training"),
  /** Both. */
  ALL("all");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /**
   * Whether a photo is one of them.
   *
   * @param file its path or name, folders divided by {@code /}
   */
  boolean holds(String file) {
    return this == ALL
        || HeldOut.isHeldOut(file.substring(file.lastIndexOf('/') + 1)) == (this == HELD_OUT);
  }

  /** As the command line and the tables call it. */
  @Override
  public String toString() {
    return label;
  }
}
