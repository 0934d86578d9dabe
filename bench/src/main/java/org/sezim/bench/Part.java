package org.sezim.bench;

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

  boolean holds(String file) {
    return this == ALL || HeldOut.holds(file) == (this == HELD_OUT);
  }

  /** As the command line and the tables call it. */
  @Override
  public String toString() {
    return label;
  }
}
