package org.sezim.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.sezim.SezimException;

/**
 * An ONNX file that fits the emotion-model contract: input {@code pixels} uint8 {@code [N,48,48]},
 * outputs {@code logits} and {@code probabilities} float32 {@code [N,C]}. Safe to share between
 * threads; the owner closes it.
 */
public final class OnnxModel implements AutoCloseable {
  private static final String INPUT = "pixels";

  /** The output before sigmoid or softmax. */
  public static final String LOGITS = "logits";

  /** The output as probabilities, each row with sum 1. */
  public static final String PROBABILITIES = "probabilities";

  /**
   * ONNX Runtime, started once. As it starts it searches the process's command line by {@code
   * std::regex}, which takes about 300 bytes of stack a character: a class path of 4,000 characters
   * overflows the megabyte that a Java thread has, and ends the process without a word (release
   * 1.29.0). So it is started on a thread with room for the longest command line; of that room only
   * what is used takes memory.
   */
  private static final class Engine {
    private static final long STACK = 512L << 20;
    static final OrtEnvironment ENVIRONMENT = start();

    private static OrtEnvironment start() {
      FutureTask<OrtEnvironment> task = new FutureTask<>(OrtEnvironment::getEnvironment);
      new Thread(null, task, "onnx-runtime-start", STACK).start();
      try {
        return task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("ONNX Runtime did not start", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while ONNX Runtime started", e);
      }
    }
  }

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Map<String, String> metadata;
  private final int classes;

  /** Runs share it, closing waits for them: freeing a session in use would crash the process. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxModel(
      OrtEnvironment environment, OrtSession session, Map<String, String> metadata, int classes) {
    this.environment = environment;
    this.session = session;
    this.metadata = metadata;
    this.classes = classes;
  }

  /**
   * Loads a model from the bytes of its file.
   *
   * @param source the name to give in errors
   * @param threads how many threads one call may use, at least 1
   * @throws SezimException if the bytes are not ONNX, or the model has another form
   */
  public static OnnxModel load(String source, byte[] bytes, int threads) {
    OrtEnvironment environment = Engine.ENVIRONMENT;
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      // Idle threads sleep: an application has other work for its cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(bytes, options);
    } catch (OrtException e) {
      throw new SezimException(
          source, "not an ONNX model that ONNX Runtime can load (" + firstLine(e) + ")", e);
    }
    try {
      int classes = checkContract(source, session);
      Map<String, String> metadata = new TreeMap<>(session.getMetadata().getCustomMetadata());
      return new OnnxModel(environment, session, metadata, classes);
    } catch (OrtException | RuntimeException e) {
      closeQuietly(session);
      throw e instanceof SezimException s ? s : new SezimException(source, firstLine(e), e);
    }
  }

  private static int checkContract(String source, OrtSession session) throws OrtException {
    TensorInfo pixels = tensor(source, "input", INPUT, session.getInputInfo());
    if (session.getNumInputs() != 1
        || pixels.type != OnnxJavaType.UINT8
        || !Arrays.equals(pixels.getShape(), new long[] {-1, 48, 48})) {
      throw unfit(source, "input pixels: expected uint8 [N,48,48], found " + describe(pixels));
    }
    int classes = -1;
    for (String name : new String[] {LOGITS, PROBABILITIES}) {
      TensorInfo output = tensor(source, "output", name, session.getOutputInfo());
      long[] shape = output.getShape();
      if (output.type != OnnxJavaType.FLOAT
          || shape.length != 2
          || shape[1] < 1
          || (classes > 0 && shape[1] != classes)) {
        throw unfit(
            source, "output " + name + ": expected float32 [N,C], found " + describe(output));
      }
      classes = (int) shape[1];
    }
    return classes;
  }

  private static TensorInfo tensor(
      String source, String kind, String name, Map<String, NodeInfo> infos) {
    NodeInfo info = infos.get(name);
    if (info == null || !(info.getInfo() instanceof TensorInfo tensor)) {
      StringBuilder found = new StringBuilder();
      for (NodeInfo other : infos.values()) {
        found.append(found.isEmpty() ? "" : ", ").append(other.getName());
        if (other.getInfo() instanceof TensorInfo t) {
          found.append(' ').append(describe(t));
        }
      }
      throw unfit(source, "expected an " + kind + " named " + name + ", found " + found);
    }
    return tensor;
  }

  private static SezimException unfit(String source, String rule) {
    return new SezimException(
        source,
        "not an emotion model: "
            + rule
            + "; a model of another form, such as float32 [N,1,48,48], can be wrapped with an"
            + " adapter graph that casts and scales the pixels (ARCHITECTURE.md, \"Models\")");
  }

  private static String describe(TensorInfo info) {
    StringBuilder shape = new StringBuilder();
    for (long d : info.getShape()) {
      shape.append(shape.isEmpty() ? "" : ",").append(d < 0 ? "N" : Long.toString(d));
    }
    String type =
        info.type == OnnxJavaType.FLOAT ? "float32" : info.type.toString().toLowerCase(Locale.ROOT);
    return type + " [" + shape + "]";
  }

  /** The file's {@code metadata_props}, sorted by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** C, the number of classes. */
  public int classes() {
    return classes;
  }

  /**
   * Runs the network.
   *
   * @param output {@link #LOGITS} or {@link #PROBABILITIES}
   * @param pixels N × 2304 unsigned bytes in a direct buffer, position 0
   * @param faces N
   * @return {@code [N][C]}
   * @throws IllegalStateException after {@link #close}
   */
  public float[][] run(String output, ByteBuffer pixels, int faces) {
    long[] shape = {faces, 48, 48};
    lock.readLock().lock();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
        OrtSession.Result result = session.run(Map.of(INPUT, input), Set.of(output))) {
      return (float[][]) result.get(0).getValue();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for the runs in other threads; a second call does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        closeQuietly(session);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void closeQuietly(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
