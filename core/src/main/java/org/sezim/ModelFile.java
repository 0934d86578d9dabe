package org.sezim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an ONNX file and the name to give in errors. */
final class ModelFile {
  private final String source;
  private final byte[] bytes;

  private ModelFile(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /**
   * A file.
   *
   * @throws SezimException if it cannot be read
   */
  static ModelFile read(Path file) {
    try {
      return new ModelFile(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /** One that comes with this library. */
  static ModelFile bundled(String name) {
    try (InputStream in = ModelFile.class.getResourceAsStream("models/" + name)) {
      if (in == null) {
        throw new IllegalStateException("this build of Sezim holds no " + name);
      }
      return new ModelFile("bundled " + name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a network of the bytes, such as {@code FaceModel::load}. */
  interface Loader<T> {
    T load(String source, byte[] bytes, int threads);
  }

  /**
   * @throws IllegalArgumentException if {@code threads} is less than 1
   */
  <T> T load(Loader<T> loader, int threads) {
    return loader.load(source, bytes, checkThreads(threads));
  }

  static int checkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
    }
    return threads;
  }

  /** As many threads as there are cores. */
  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
