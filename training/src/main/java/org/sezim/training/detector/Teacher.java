package org.sezim.training.detector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sezim.SezimException;
import org.sezim.internal.onnx.FaceModel;

/**
 * A face model whose raw outputs are the training targets (distillation, Hinton et al. 2015),
 * uncertain scores included. Thread-safe; the owner closes it.
 */
final class Teacher implements AutoCloseable {
  /**
   * Bound of box values. Boxes beyond e^±6 strides are meaningless, and the loss exponentiates the
   * value.
   */
  private static final float MAX_LOG = 6;

  private final FaceModel model;

  /**
   * Loads a model of the face-model contract, for example an official YuNet.
   *
   * @throws SezimException if the file cannot be read or is not such a model
   */
  Teacher(Path file) {
    try {
      model = FaceModel.load(file.toString(), Files.readAllBytes(file), 1);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /**
   * Runs the model on a square image and writes its outputs as targets.
   *
   * @param bgr side × side × 3 unsigned bytes B, G, R
   * @param values receives 15 values per position: score 0–1, box, landmarks
   */
  void label(byte[] bgr, int side, FloatBuffer values) {
    int plane = side * side;
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(3 * plane * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        pixels.put(c * plane + i, bgr[3 * i + c] & 0xff);
      }
    }
    for (FaceModel.Head head : model.run(pixels, side, side)) {
      for (int i = 0; i < head.columns() * head.rows(); i++) {
        float classScore = clamp(head.classes().get(i), 0, 1);
        float objectness = clamp(head.objects().get(i), 0, 1);
        values.put((float) Math.sqrt(classScore * objectness));
        for (int b = 0; b < 4; b++) {
          values.put(clamp(head.boxes().get(4 * i + b), -MAX_LOG, MAX_LOG));
        }
        for (int k = 0; k < 10; k++) {
          values.put(head.landmarks().get(10 * i + k));
        }
      }
    }
  }

  private static float clamp(float value, float min, float max) {
    return Math.max(min, Math.min(max, value));
  }

  @Override
  public void close() {
    model.close();
  }
}
