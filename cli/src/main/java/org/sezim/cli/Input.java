package org.sezim.cli;

import java.nio.file.Path;
import org.sezim.image.PhotoSource;
import org.sezim.video.Video;

/** One picture or film to recognise. */
sealed interface Input {
  /** A relative path for what is written about it; no other input has the same. */
  Path name();

  /**
   * A picture.
   *
   * @param source where it comes from, read once
   */
  record Picture(PhotoSource source, Path name) implements Input {}

  /**
   * A film, a camera or a stream.
   *
   * @param source as {@link org.sezim.video.Video#open} takes it
   */
  record Moving(String source, Path name) implements Input {}

  /** What a file is by its name. */
  static Input of(Path file, Path name) {
    return Video.isVideo(file.toString())
        ? new Moving(file.toString(), name)
        : new Picture(PhotoSource.of(file), name);
  }

  /** A picture on standard input. */
  static Input ofStandardInput(Path name) {
    return new Picture(PhotoSource.of(Inputs.STANDARD_INPUT, System.in), name);
  }
}
