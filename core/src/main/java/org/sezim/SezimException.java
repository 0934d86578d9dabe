package org.sezim;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file cannot be used. The message is one line: the place, the expected and the found
 * value, as in {@code fer2013.csv:1042: pixels: expected 2304 values (48×48), found 2303}.
 */
public final class SezimException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String rule;

  /**
   * @param place the file, with the line number if it has lines: {@code fer2013.csv:1042}
   * @param rule the expected and the found value
   */
  public SezimException(String place, String rule) {
    this(place, rule, null);
  }

  /**
   * @param place the file, with the line number if it has lines
   * @param rule the expected and the found value
   * @param cause the underlying failure, or null
   */
  public SezimException(String place, String rule, @Nullable Throwable cause) {
    super(place + ": " + rule, cause);
    this.place = place;
    this.rule = rule;
  }

  /** Exception for a file that does not exist or cannot be read. */
  public static SezimException unreadable(Path file, IOException cause) {
    return unreadable(file.toString(), cause);
  }

  /** Exception for a source that does not exist or cannot be read. */
  public static SezimException unreadable(String place, IOException cause) {
    String rule =
        cause instanceof NoSuchFileException
            ? "no such file"
            : "cannot be read ("
                + Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                + ")";
    return new SezimException(place, rule, cause);
  }

  /** The file, with the line number if it has lines. */
  public String place() {
    return place;
  }

  /** The expected and the found value. */
  public String rule() {
    return rule;
  }
}
