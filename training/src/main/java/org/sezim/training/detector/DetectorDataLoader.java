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
 * Data loader of a face detector's training: generates images and labels them with the teacher.
 * Thread-safe; the owner closes it.
 */
public final class DetectorDataLoader implements AutoCloseable {
  private final MosaicGenerator generator;
  private final Teacher teacher;
  private final int side;

  /**
   * Reads the photos and the teacher.
   *
   * @param side of the images in pixels, a multiple of 32
   * @param teacher an ONNX file of the face-model contract
   */
  public DetectorDataLoader(ImageDataset photos, int side, Path teacher) {
    try (FaceDetector detector = FaceDetector.load(teacher, 1)) {
      this.generator = new MosaicGenerator(photos.read(detector), side);
    }
    this.teacher = new Teacher(teacher);
    this.side = side;
  }

  /**
   * One batch.
   *
   * @param images uint8 {@code [N,S,S,3]}, B, G, R
   * @param targets float {@code [N,A,15]}: the teacher's score 0–1, box and landmarks per position
   */
  public record Batch(Tensor images, Tensor targets) {}

  /** Number of output positions over all strides. */
  private int positions() {
    return DetectorNetwork.STRIDES.stream().mapToInt(s -> (side / s) * (side / s)).sum();
  }

  /**
   * Generates a batch on all cores; each image depends only on its own seed.
   *
   * @param n number of images
   * @param seeds of the images 0…n−1
   */
  public Batch batch(int n, IntToLongFunction seeds) {
    int bytesPerImage = 3 * side * side;
    int valuesPerImage = DetectorNetwork.VALUES * positions();
    Tensor images = empty(ScalarType.Byte, n, side, side, 3);
    Tensor targets = empty(ScalarType.Float, n, positions(), DetectorNetwork.VALUES);
    ByteBuffer bytes = images.createBuffer();
    FloatBuffer floats = targets.createBuffer();
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              SplittableRandom random = new SplittableRandom(seeds.applyAsLong(i));
              byte[] image = generator.generate(random);
              bytes.slice(i * bytesPerImage, bytesPerImage).put(generator.augment(image, random));
              teacher.label(image, side, floats.slice(i * valuesPerImage, valuesPerImage));
            });
    return new Batch(images, targets);
  }

  /** Converts an image to a network's input, uint8 {@code [1,S,S,3]}. */
  static Tensor tensor(byte[] bgr, int side) {
    Tensor image = empty(ScalarType.Byte, 1, side, side, 3);
    ByteBuffer bytes = image.createBuffer();
    bytes.put(bgr);
    return image;
  }

  private static Tensor empty(ScalarType type, long... shape) {
    return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
  }

  @Override
  public void close() {
    teacher.close();
  }
}
