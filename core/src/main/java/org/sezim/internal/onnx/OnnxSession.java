package org.sezim.internal.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sezim.SezimException;

/**
 * An ONNX Runtime session, common to all kinds of models: shared by threads, closed after the last
 * run, with one-line errors for files that do not fit the contract.
 */
final class OnnxSession implements AutoCloseable {
  private final String source;
  private final Kind kind;
  private final OrtEnvironment environment;
  private final OrtSession session;

  /** Shared by runs, exclusive for closing: a session in use must not be freed. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxSession(String source, Kind kind, OrtEnvironment environment, OrtSession session) {
    this.source = source;
    this.kind = kind;
    this.environment = environment;
    this.session = session;
  }

  /**
   * A kind of model.
   *
   * @param name with its article, for example {@code an emotion model}
   * @param hint advice on files that do not fit, for the end of an error message
   * @param sizesVary whether inputs differ in size from run to run
   */
  record Kind(String name, String hint, boolean sizesVary) {}

  /** Creates the input tensor; called in any thread. */
  interface Input {
    OnnxTensor create(OrtEnvironment environment) throws OrtException;
  }

  /** Copies values from the outputs, which are freed afterwards. */
  interface Output<T> {
    T read(OrtSession.Result result) throws OrtException;
  }

  /** Checks a session against the contract of its kind and wraps it. */
  interface Contract<T> {
    T check(OnnxSession session) throws OrtException;
  }

  /**
   * Loads a model from the bytes of its file and checks it.
   *
   * @param threads maximum number of threads per call, at least 1
   * @throws SezimException if the bytes are not ONNX, or the contract throws it
   */
  static <T> T load(String source, byte[] bytes, int threads, Kind kind, Contract<T> contract) {
    OrtEnvironment environment = OrtRuntime.ENVIRONMENT;
    OrtSession ort;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      // Idle threads sleep instead of spinning: an application has other work for its cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      if (kind.sizesVary()) {
        // Patterns are kept per input size, without limit, and photos come in all sizes.
        options.setMemoryPatternOptimization(false);
      }
      ort = environment.createSession(bytes, options);
    } catch (OrtException e) {
      throw new SezimException(
          source, "not an ONNX model that ONNX Runtime can load (" + firstLine(e) + ")", e);
    }
    OnnxSession session = new OnnxSession(source, kind, environment, ort);
    try {
      return contract.check(session);
    } catch (OrtException | RuntimeException e) {
      session.close();
      throw e instanceof SezimException s ? s : new SezimException(source, firstLine(e), e);
    }
  }

  Map<String, NodeInfo> inputs() throws OrtException {
    return session.getInputInfo();
  }

  Map<String, NodeInfo> outputs() throws OrtException {
    return session.getOutputInfo();
  }

  /** The file's {@code metadata_props}, sorted by key. */
  Map<String, String> metadata() throws OrtException {
    return new TreeMap<>(session.getMetadata().getCustomMetadata());
  }

  /**
   * One of the model's inputs or outputs.
   *
   * @param what {@code input} or {@code output}, for the error message
   * @throws SezimException if none has this name, or it is not a tensor
   */
  TensorInfo tensor(String what, String name, Map<String, NodeInfo> infos) {
    NodeInfo info = infos.get(name);
    if (info == null || !(info.getInfo() instanceof TensorInfo tensor)) {
      StringBuilder found = new StringBuilder();
      for (NodeInfo other : infos.values()) {
        found.append(found.isEmpty() ? "" : ", ").append(other.getName());
        if (other.getInfo() instanceof TensorInfo t) {
          found.append(' ').append(describe(t));
        }
      }
      throw unfit("expected an " + what + " named " + name + ", found " + found);
    }
    return tensor;
  }

  /** The error for a file that does not fit the contract of its kind. */
  SezimException unfit(String rule) {
    return new SezimException(source, "not " + kind.name() + ": " + rule + "; " + kind.hint());
  }

  /** Type and shape, for example {@code uint8 [N,48,48]}, where N is any number. */
  static String describe(TensorInfo info) {
    StringBuilder shape = new StringBuilder();
    for (long d : info.getShape()) {
      shape.append(shape.isEmpty() ? "" : ",").append(d < 0 ? "N" : Long.toString(d));
    }
    String type =
        info.type == OnnxJavaType.FLOAT ? "float32" : info.type.toString().toLowerCase(Locale.ROOT);
    return type + " [" + shape + "]";
  }

  /**
   * Runs the network once.
   *
   * @throws IllegalStateException after {@link #close}
   */
  <T> T run(String inputName, Input input, Set<String> outputs, Output<T> output) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this model is closed: " + source);
      }
      try (OnnxTensor in = input.create(environment);
          OrtSession.Result result = session.run(Map.of(inputName, in), outputs)) {
        return output.read(result);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for runs in other threads; a second call does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
