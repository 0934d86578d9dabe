package org.sezim.internal.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sezim.SezimException;

/**
 * An ONNX file that fits the face-model contract, that of OpenCV Zoo's YuNet (Wu, Peng, Yu 2023):
 * one input, float32 {@code [1,3,H,W]}, planes B, G, R, 0–255, H and W multiples of 32; and for
 * each stride s of 8, 16, 32 the outputs {@code cls_s}, {@code obj_s} {@code [1,A,1]}, {@code
 * bbox_s} {@code [1,A,4]} and {@code kps_s} {@code [1,A,10]}, with A = (H/s) × (W/s) anchors, row
 * by row. Safe to share between threads; the owner closes it.
 */
public final class FaceModel implements AutoCloseable {
  /** Divisor of H and W: the largest stride. */
  public static final int MULTIPLE = 32;

  private static final int[] STRIDES = {8, 16, MULTIPLE};
  private static final OnnxSession.Kind KIND =
      new OnnxSession.Kind(
          "a face model",
          "expected the form of OpenCV Zoo's YuNet (ARCHITECTURE.md, \"Models\")",
          true);

  private static final Set<String> OUTPUTS = outputs();

  private final OnnxSession session;
  private final String input;
  private final Map<String, String> metadata;
  private final int fixedWidth;
  private final int fixedHeight;

  private FaceModel(
      OnnxSession session,
      String input,
      Map<String, String> metadata,
      int fixedWidth,
      int fixedHeight) {
    this.session = session;
    this.input = input;
    this.metadata = metadata;
    this.fixedWidth = fixedWidth;
    this.fixedHeight = fixedHeight;
  }

  /**
   * The raw outputs of one stride; values are ordered by anchor, from position 0.
   *
   * @param stride pixels between anchors
   * @param columns anchors per row
   * @param rows of anchors
   * @param classes 1 value per anchor: face score, about 0–1
   * @param objects 1 value per anchor: quality of the box, about 0–1
   * @param boxes 4 values per anchor: center x and y relative to the anchor, log width, log height,
   *     all in strides
   * @param landmarks 10 values per anchor: x and y of right eye, left eye, nose, right and left
   *     mouth corner relative to the anchor, in strides
   */
  public record Head(
      int stride,
      int columns,
      int rows,
      FloatBuffer classes,
      FloatBuffer objects,
      FloatBuffer boxes,
      FloatBuffer landmarks) {
    /**
     * @throws IllegalArgumentException if an output's number of values does not match the anchors
     */
    public Head {
      int anchors = columns * rows;
      check("cls_" + stride, classes, anchors);
      check("obj_" + stride, objects, anchors);
      check("bbox_" + stride, boxes, 4 * anchors);
      check("kps_" + stride, landmarks, 10 * anchors);
    }

    private static void check(String name, FloatBuffer values, int expected) {
      if (values.limit() != expected) {
        throw new IllegalArgumentException(
            "output " + name + ": expected " + expected + " values, found " + values.limit());
      }
    }
  }

  /**
   * Loads a model from the bytes of its file.
   *
   * @param source the file's name in errors
   * @param threads maximum number of threads per call, at least 1
   * @throws SezimException if the bytes are not ONNX, or the model has other inputs or outputs
   */
  public static FaceModel load(String source, byte[] bytes, int threads) {
    return OnnxSession.load(source, bytes, threads, KIND, FaceModel::checkContract);
  }

  private static FaceModel checkContract(OnnxSession session) throws OrtException {
    String input = session.inputs().keySet().iterator().next();
    TensorInfo pixels = session.tensor("input", input, session.inputs());
    long[] shape = pixels.getShape();
    if (session.inputs().size() != 1
        || pixels.type != OnnxJavaType.FLOAT
        || shape.length != 4
        || !isFreeOr(1, shape[0])
        || !isFreeOr(3, shape[1])
        || (shape[2] > 0 && shape[2] % MULTIPLE != 0)
        || (shape[3] > 0 && shape[3] % MULTIPLE != 0)) {
      throw session.unfit(
          "input "
              + input
              + ": expected float32 [1,3,H,W], H and W multiples of 32, found "
              + OnnxSession.describe(pixels));
    }
    for (int stride : STRIDES) {
      checkOutput(session, "cls_" + stride, 1);
      checkOutput(session, "obj_" + stride, 1);
      checkOutput(session, "bbox_" + stride, 4);
      checkOutput(session, "kps_" + stride, 10);
    }
    return new FaceModel(
        session,
        input,
        session.metadata(),
        (int) Math.max(0, shape[3]),
        (int) Math.max(0, shape[2]));
  }

  private static void checkOutput(OnnxSession session, String name, int values)
      throws OrtException {
    TensorInfo output = session.tensor("output", name, session.outputs());
    long[] shape = output.getShape();
    if (output.type != OnnxJavaType.FLOAT
        || shape.length != 3
        || !isFreeOr(1, shape[0])
        || !isFreeOr(values, shape[2])) {
      throw session.unfit(
          "output "
              + name
              + ": expected float32 [1,A,"
              + values
              + "], found "
              + OnnxSession.describe(output));
    }
  }

  private static boolean isFreeOr(long expected, long found) {
    return found == expected || found < 0;
  }

  private static Set<String> outputs() {
    Set<String> names = new LinkedHashSet<>();
    for (int stride : STRIDES) {
      for (String name : new String[] {"cls_", "obj_", "bbox_", "kps_"}) {
        names.add(name + stride);
      }
    }
    return names;
  }

  /** The file's {@code metadata_props}, sorted by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** W if it is fixed in the file, or 0 for any multiple of 32. */
  public int fixedWidth() {
    return fixedWidth;
  }

  /** H if it is fixed in the file, or 0 for any multiple of 32. */
  public int fixedHeight() {
    return fixedHeight;
  }

  /**
   * Runs the network on one photo.
   *
   * @param pixels 3 × height × width values, planes B, G, R, 0–255, in a direct buffer, position 0
   * @param width W
   * @param height H
   * @return the outputs of strides 8, 16, 32
   * @throws SezimException if an output has another size than in the contract
   * @throws IllegalStateException after {@link #close}
   */
  public List<Head> run(FloatBuffer pixels, int width, int height) {
    long[] shape = {1, 3, height, width};
    return session.run(
        input,
        environment -> OnnxTensor.createTensor(environment, pixels, shape),
        OUTPUTS,
        result -> {
          List<Head> heads = new ArrayList<>(STRIDES.length);
          for (int stride : STRIDES) {
            try {
              heads.add(
                  new Head(
                      stride,
                      width / stride,
                      height / stride,
                      values(result, "cls_" + stride),
                      values(result, "obj_" + stride),
                      values(result, "bbox_" + stride),
                      values(result, "kps_" + stride)));
            } catch (IllegalArgumentException e) {
              throw session.unfit("" + e.getMessage());
            }
          }
          return heads;
        });
  }

  /** A copy on the heap, because native memory is freed after the run. */
  private static FloatBuffer values(OrtSession.Result result, String name) {
    OnnxValue value = result.get(name).orElseThrow();
    return ((OnnxTensor) value).getFloatBuffer();
  }

  /** Waits for runs in other threads; a second call does nothing. */
  @Override
  public void close() {
    session.close();
  }
}
