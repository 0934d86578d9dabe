package org.sezim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Whether a person watches. The launcher asks the shell and tells it in a system property: Java
 * itself cannot say it for standard output and standard error apart.
 */
final class Terminal {
  /** What moves the cursor, ends a line, or turns the direction of writing. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  // Of POSIX' stat.
  private static final int FILE_KIND = 0xF000;
  private static final int FIFO = 0x1000;
  private static final int SOCKET = 0xC000;

  private Terminal() {}

  /** Whether standard output is a terminal. */
  static boolean showsOutput() {
    return Boolean.getBoolean("sezim.terminal.out");
  }

  /** Whether standard output goes to another program, where the system can tell. */
  static boolean outputIsPipe() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      int kind = (int) mode & FILE_KIND;
      return kind == FIFO || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether standard error is a terminal. */
  static boolean showsErrors() {
    return Boolean.getBoolean("sezim.terminal.err");
  }

  /** A text in one line: file names may hold line ends, and commands for the terminal. */
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** Its width in characters. */
  static int columns() {
    return Integer.getInteger("sezim.terminal.columns", 80);
  }
}
