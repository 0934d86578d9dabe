package org.sezim.cli;

/**
 * Whether a person watches. The launcher asks the shell and tells it in a system property: Java
 * itself cannot say it for standard output and standard error apart.
 */
final class Terminal {
  private Terminal() {}

  /** Whether standard output is a terminal. */
  static boolean showsOutput() {
    return Boolean.getBoolean("sezim.terminal.out");
  }

  /** Whether standard error is a terminal. */
  static boolean showsErrors() {
    return Boolean.getBoolean("sezim.terminal.err");
  }

  /** Its width in characters. */
  static int columns() {
    return Integer.getInteger("sezim.terminal.columns", 80);
  }
}
