package org.sezim.cli;

import java.nio.file.Path;
import org.sezim.image.PhotoSource;

/** One photo or video to recognize. */
sealed interface Input {
  /** A relative path, unique among the inputs, from which names of output files are derived. */
  Path name();

  /**
   * A photo.
   *
   * @param source of its bytes, read once
   */
  record Photo(PhotoSource source, Path name) implements Input {}

  /**
   * A video file, a camera or a stream.
   *
   * @param source as {@link org.sezim.video.Video#open} takes it
   */
  record Video(String source, Path name) implements Input {}

  /** An input of the kind that the name of a file tells. */
  static Input of(Path file, Path name) {
    return org.sezim.video.Video.isVideo(file.toString())
        ? new Video(file.toString(), name)
        : new Photo(PhotoSource.of(file), name);
  }

  /** A photo on standard input. */
  static Input ofStandardInput(Path name) {
    return new Photo(PhotoSource.of(Inputs.STANDARD_INPUT, System.in), name);
  }
}
