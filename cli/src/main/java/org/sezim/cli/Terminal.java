package org.sezim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Properties of the terminal. The launcher asks the shell and passes the answers as system
 * properties, because Java cannot tell standard output and standard error apart.
 */
final class Terminal {
  /** Characters that move the cursor, end a line, or change the writing direction. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]");

  // Constants of POSIX stat.
  private static final int FILE_KIND = 0xF000;
  private static final int FIFO = 0x1000;
  private static final int SOCKET = 0xC000;

  private Terminal() {}

  /** Returns true if standard output is a terminal. */
  static boolean showsOutput() {
    return Boolean.getBoolean("sezim.terminal.out");
  }

  /** Returns true if standard output is a pipe or socket; false if the system cannot tell. */
  static boolean outputIsPipe() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      int kind = (int) mode & FILE_KIND;
      return kind == FIFO || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns true if standard error is a terminal. */
  static boolean showsErrors() {
    return Boolean.getBoolean("sezim.terminal.err");
  }

  /** A text in one line: control characters, as in file names, are replaced by question marks. */
  static String line(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  /** The width of the terminal in characters. */
  static int columns() {
    return Integer.getInteger("sezim.terminal.columns", 80);
  }
}
