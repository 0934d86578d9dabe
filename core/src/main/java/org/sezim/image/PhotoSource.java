package org.sezim.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.sezim.SezimException;

/**
 * A photo to read, and its name. It is read when it is due, possibly in another thread, so millions
 * of sources take no more memory than their names. Immutable.
 */
public final class PhotoSource {
  private final String name;
  private final Reader reader;

  private PhotoSource(String name, Reader reader) {
    this.name = Objects.requireNonNull(name, "name");
    this.reader = reader;
  }

  private interface Reader {
    Photo read(long maxPixels, LongConsumer beforeDecoding) throws IOException;
  }

  /** Opens a stream; called in any thread. */
  public interface Opener {
    /** A stream of the image file from its start; the recognizer closes it. */
    InputStream open() throws IOException;
  }

  /** A file; its name is the path as given. */
  public static PhotoSource of(Path file) {
    return of(file.toString(), () -> Files.newInputStream(file));
  }

  /** A stream that is opened when it is due, for example of an upload or a stored object. */
  public static PhotoSource of(String name, Opener opener) {
    return new PhotoSource(
        name,
        (maxPixels, beforeDecoding) -> {
          try (InputStream in = opener.open()) {
            return PhotoDecoder.decode(name, in, maxPixels, beforeDecoding);
          }
        });
  }

  /** An open stream: it is read once, to its end, and not closed. */
  public static PhotoSource of(String name, InputStream in) {
    return new PhotoSource(
        name,
        (maxPixels, beforeDecoding) -> PhotoDecoder.decode(name, in, maxPixels, beforeDecoding));
  }

  /** The bytes of an image file, which are not copied and must not change. */
  public static PhotoSource of(String name, byte[] bytes) {
    return new PhotoSource(
        name,
        (maxPixels, beforeDecoding) -> PhotoDecoder.decode(name, bytes, maxPixels, beforeDecoding));
  }

  /** The name in results and errors. */
  public String name() {
    return name;
  }

  /**
   * Reads and decodes the photo.
   *
   * @param maxPixels maximum pixels (width × height), 1 to {@link Photo#MAX_POSSIBLE_PIXELS}
   * @param beforeDecoding called with the number of pixels before they are decoded; may wait until
   *     there is memory for them
   * @throws IllegalArgumentException if {@code maxPixels} is out of range
   * @throws SezimException if it cannot be read, is not an image, is damaged, or is too large
   */
  public Photo read(long maxPixels, LongConsumer beforeDecoding) {
    try {
      return reader.read(maxPixels, beforeDecoding);
    } catch (IOException e) {
      throw SezimException.unreadable(name, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
