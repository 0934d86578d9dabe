package org.sezim.training.detector;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.sezim.face.FaceDetector;

/**
 * What a face detector learns from: canvases, and what the teacher says of them. Safe to share
 * between threads; the owner closes it.
 */
public final class DetectorDataLoader implements AutoCloseable {
  private final MosaicGenerator canvases;
  private final Teacher teacher;
  private final int side;

  /**
   * Reads the pictures and the teacher.
   *
   * @param side of a canvas in pixels, a multiple of 32
   * @param teacher an ONNX file of the face-model contract
   */
  public DetectorDataLoader(ImageDataset pictures, int side, Path teacher) {
    try (FaceDetector detector = FaceDetector.load(teacher, 1)) {
      this.canvases = new MosaicGenerator(pictures.read(detector), side);
    }
    this.teacher = new Teacher(teacher);
    this.side = side;
  }

  /**
   * One batch.
   *
   * @param pictures uint8 {@code [N,S,S,3]}, B, G, R
   * @param targets float {@code [N,A,15]}: the teacher's score 0–1, box and landmarks a place
   */
  public record Batch(Tensor pictures, Tensor targets) {}

  /** Places of a canvas over all strides. */
  private int places() {
    return DetectorNetwork.STRIDES.stream().mapToInt(s -> (side / s) * (side / s)).sum();
  }

  /**
   * Makes a batch on all cores; each canvas depends on its own seed alone.
   *
   * @param n canvases
   * @param seeds of the canvases 0…n−1
   */
  public Batch batch(int n, IntToLongFunction seeds) {
    int canvas = 3 * side * side;
    int values = DetectorNetwork.VALUES * places();
    Tensor pictures = empty(ScalarType.Byte, n, side, side, 3);
    Tensor targets = empty(ScalarType.Float, n, places(), DetectorNetwork.VALUES);
    ByteBuffer bytes = pictures.createBuffer();
    FloatBuffer floats = targets.createBuffer();
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(seeds.applyAsLong(i));
              byte[] plain = canvases.canvas(random);
              bytes.slice(i * canvas, canvas).put(canvases.changed(plain, random));
              teacher.answer(plain, side, floats.slice(i * values, values));
            });
    return new Batch(pictures, targets);
  }

  /** One canvas as a network takes it, uint8 {@code [1,S,S,3]}. */
  static Tensor tensor(byte[] bgr, int side) {
    Tensor picture = empty(ScalarType.Byte, 1, side, side, 3);
    ByteBuffer bytes = picture.createBuffer();
    bytes.put(bgr);
    return picture;
  }

  private static Tensor empty(ScalarType type, long... shape) {
    return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
  }

  @Override
  public void close() {
    teacher.close();
  }
}
