package org.sezim.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.sezim.SezimException;

/**
 * An ONNX file that fits the emotion-model contract: input {@code pixels} uint8 {@code [N,48,48]},
 * outputs {@code logits} and {@code probabilities} float32 {@code [N,C]}. Safe to share between
 * threads; the owner closes it.
 */
public final class OnnxModel implements AutoCloseable {
  private static final String INPUT = "pixels";

  /** Name of the output before sigmoid or softmax. */
  public static final String LOGITS = "logits";

  /** Name of the output of probabilities, whose rows have sum 1. */
  public static final String PROBABILITIES = "probabilities";

  private static final OnnxSession.Kind KIND =
      new OnnxSession.Kind(
          "an emotion model",
          "a model with another input, for example float32 [N,1,48,48], can be wrapped with an"
              + " adapter graph that casts and scales the pixels (ARCHITECTURE.md, \"Models\")",
          false);

  private final OnnxSession session;
  private final Map<String, String> metadata;
  private final int classes;

  private OnnxModel(OnnxSession session, Map<String, String> metadata, int classes) {
    this.session = session;
    this.metadata = metadata;
    this.classes = classes;
  }

  /**
   * Loads a model from the bytes of its file.
   *
   * @param source the file's name in errors
   * @param threads maximum number of threads per call, at least 1
   * @throws SezimException if the bytes are not ONNX, or the model has other inputs or outputs
   */
  public static OnnxModel load(String source, byte[] bytes, int threads) {
    return OnnxSession.load(
        source,
        bytes,
        threads,
        KIND,
        session -> new OnnxModel(session, session.metadata(), checkContract(session)));
  }

  private static int checkContract(OnnxSession session) throws OrtException {
    TensorInfo pixels = session.tensor("input", INPUT, session.inputs());
    if (session.inputs().size() != 1
        || pixels.type != OnnxJavaType.UINT8
        || !Arrays.equals(pixels.getShape(), new long[] {-1, 48, 48})) {
      throw session.unfit(
          "input pixels: expected uint8 [N,48,48], found " + OnnxSession.describe(pixels));
    }
    int classes = -1;
    for (String name : new String[] {LOGITS, PROBABILITIES}) {
      TensorInfo output = session.tensor("output", name, session.outputs());
      long[] shape = output.getShape();
      if (output.type != OnnxJavaType.FLOAT
          || shape.length != 2
          || shape[1] < 1
          || (classes > 0 && shape[1] != classes)) {
        throw session.unfit(
            "output " + name + ": expected float32 [N,C], found " + OnnxSession.describe(output));
      }
      classes = (int) shape[1];
    }
    return classes;
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
   * @param output {@link #LOGITS}, {@link #PROBABILITIES}, or another float32 output
   * @param pixels N × 2304 unsigned bytes in a direct buffer, position 0
   * @param faces N
   * @return {@code [N][C]}, or the other output's shape
   * @throws IllegalStateException after {@link #close}
   */
  public float[][] run(String output, ByteBuffer pixels, int faces) {
    long[] shape = {faces, 48, 48};
    return session.run(
        INPUT,
        environment -> OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8),
        Set.of(output),
        result -> (float[][]) result.get(0).getValue());
  }

  /** Waits for runs in other threads; a second call does nothing. */
  @Override
  public void close() {
    session.close();
  }
}
