package org.sezim.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.sezim.SezimException;

/**
 * A picture to be read, and its name. It is read when its turn comes, perhaps in another thread, so
 * millions of sources take no more memory than their names. Immutable.
 */
public final class PhotoSource {
  private final String name;
  private final Reader reader;

  private PhotoSource(String name, Reader reader) {
    this.name = name;
    this.reader = reader;
  }

  private interface Reader {
    Photo read(long maxPixels, LongConsumer room) throws IOException;
  }

  /** Opens a stream; may be called in any thread. */
  public interface Opener {
    /** The picture's bytes from their start; the recogniser closes it. */
    InputStream open() throws IOException;
  }

  /** A file; its name is the path as given. */
  public static PhotoSource of(Path file) {
    return of(file.toString(), () -> Files.newInputStream(file));
  }

  /** A stream that is opened when it is needed: an upload, an object in a store. */
  public static PhotoSource of(String name, Opener opener) {
    return new PhotoSource(
        name,
        (maxPixels, room) -> {
          try (InputStream in = opener.open()) {
            return PhotoDecoder.decode(name, in, maxPixels, room);
          }
        });
  }

  /** A stream that is open already: it can be read once, to its end, and is not closed. */
  public static PhotoSource of(String name, InputStream in) {
    return new PhotoSource(
        name, (maxPixels, room) -> PhotoDecoder.decode(name, in, maxPixels, room));
  }

  /** The bytes of a picture file, which must not change; they are not copied. */
  public static PhotoSource of(String name, byte[] bytes) {
    return new PhotoSource(
        name, (maxPixels, room) -> PhotoDecoder.decode(name, bytes, maxPixels, room));
  }

  /** The name for results and errors. */
  public String name() {
    return name;
  }

  /**
   * Reads and decodes it.
   *
   * @param maxPixels the most pixels (width × height) it may have, 1 to {@link
   *     Photo#MAX_POSSIBLE_PIXELS}
   * @param room called before pixels are decoded with their number, and may wait until there is
   *     memory for them
   * @throws IllegalArgumentException if {@code maxPixels} is out of range
   * @throws SezimException if it cannot be read, is not a picture, is damaged, or is too large
   */
  public Photo read(long maxPixels, LongConsumer room) {
    try {
      return reader.read(maxPixels, room);
    } catch (IOException e) {
      throw SezimException.unreadable(name, e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
