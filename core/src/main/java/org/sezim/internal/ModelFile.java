package org.sezim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sezim.SezimException;

/** The bytes of an ONNX file and its name in errors. */
public final class ModelFile {
  private final String source;
  private final byte[] bytes;

  private ModelFile(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /**
   * Reads a file.
   *
   * @throws SezimException if it cannot be read
   */
  public static ModelFile read(Path file) {
    try {
      return new ModelFile(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /** A bundled emotion model, by its name on the command line. */
  public static ModelFile emotions(String label) {
    return bundled("sezim-" + label + ".onnx");
  }

  /** The bundled face model. */
  public static ModelFile faceDetector() {
    return bundled("face-detector.onnx");
  }

  private static ModelFile bundled(String name) {
    try (InputStream in = ModelFile.class.getResourceAsStream("/org/sezim/models/" + name)) {
      if (in == null) {
        throw new IllegalStateException("this build of Sezim holds no " + name);
      }
      return new ModelFile("bundled " + name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads a network from the bytes, for example {@code FaceDetector::load}. */
  public interface Loader<T> {
    T load(String source, byte[] bytes, int threads);
  }

  /** Loads the network with a maximum number of threads per call. */
  public <T> T load(Loader<T> loader, int threads) {
    return loader.load(source, bytes, threads);
  }

  /** Number of cores, the default number of threads. */
  public static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
