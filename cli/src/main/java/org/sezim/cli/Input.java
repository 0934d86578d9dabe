package org.sezim.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.sezim.Photo;
import org.sezim.PhotoSource;
import org.sezim.video.Film;

/** One picture or film to recognise. */
sealed interface Input {
  /** A relative path for what is written about it; no other input has the same. */
  Path name();

  /**
   * A picture.
   *
   * @param source where it comes from, read once
   * @param again reads it once more, after that
   */
  record Picture(PhotoSource source, Supplier<Photo> again, Path name) implements Input {}

  /**
   * A film, a camera or a stream.
   *
   * @param source as {@link org.sezim.video.Film#open} takes it
   */
  record Moving(String source, Path name) implements Input {}

  /** What a file is by its name. */
  static Input of(Path file, Path name) {
    return Film.isFilm(file.toString())
        ? new Moving(file.toString(), name)
        : new Picture(PhotoSource.of(file), () -> Photo.read(file), name);
  }

  /** Standard input: its bytes are kept, as it cannot be read twice. */
  static Input ofStandardInput(Path name) {
    String shown = Inputs.STANDARD_INPUT;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return new Picture(
        PhotoSource.of(shown, () -> new Copied(System.in, bytes)),
        () -> Photo.read(shown, new ByteArrayInputStream(bytes.toByteArray())),
        name);
  }

  /** Copies what is read through it. Leaves its source open. */
  final class Copied extends FilterInputStream {
    private final ByteArrayOutputStream to;

    Copied(InputStream in, ByteArrayOutputStream to) {
      super(in);
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        to.write(bytes, offset, count);
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
