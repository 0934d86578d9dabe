package org.sezim.face;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.sezim.ModelCard;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.internal.DirectBuffers;
import org.sezim.internal.ModelFile;
import org.sezim.internal.Require;
import org.sezim.internal.onnx.FaceModel;

/**
 * Finds the faces of a photo with an ONNX network that has the inputs and outputs of OpenCV Zoo's
 * YuNet (Wu, Peng, Yu 2023), whose official files run unchanged.
 *
 * <pre>{@code
 * try (FaceDetector detector = FaceDetector.bundled()) {
 *   for (Detection face : detector.detect(Photo.read(Path.of("party.jpg")))) {
 *     System.out.println(face.box() + " " + face.confidence());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe to share between threads. Whoever opens it closes it; a call after {@link #close} throws
 * an {@link IllegalStateException}.
 */
public final class FaceDetector implements AutoCloseable {
  /**
   * Longer side, in pixels, up to which one scale suffices. The network detects faces 10 to 400 of
   * its pixels wide and misses larger ones or finds parts of them: in portraits enlarged to 640
   * pixels it misses 1 of 10, at 960 nearly all. Larger photos are also run at {@link
   * #SECOND_SCALE}.
   */
  private static final int ONE_SCALE = 480;

  /** Longer side of the photo for the second run, in pixels. */
  private static final int SECOND_SCALE = 320;

  /** Faces longer than this, in pixels of the first run, are taken from the second. */
  private static final double LARGE_FACE = 300;

  private final FaceModel model;
  private final ModelCard card;
  private final DirectBuffers buffers = new DirectBuffers();

  private FaceDetector(FaceModel model) {
    this.model = model;
    this.card = new ModelCard(model.metadata(), List.of());
  }

  /**
   * Detection thresholds and scale.
   *
   * @param minConfidence 0–1; detections with a lower confidence are dropped
   * @param nmsThreshold 0–1, for non-maximum suppression: of two boxes with a higher intersection
   *     over union, only the one with the higher confidence stays
   * @param maxSide in pixels, at least 32; a photo with a longer side is reduced to this before
   *     detection, a smaller one is not resized. Time grows with its square
   * @param minFaceSize in pixels of the photo, 0 or more; faces whose width or height is below are
   *     dropped
   */
  public record Options(
      double minConfidence, double nmsThreshold, int maxSide, double minFaceSize) {

    /**
     * Suits most photos: confidence 0.6, NMS threshold 0.3, longer side 960, any face size. At 960
     * it finds faces of 2 % of the photo's longer side; 640 takes half the time and finds faces of
     * 3 %.
     */
    public static final Options DEFAULT = new Options(0.6, 0.3, 960, 0);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Require.fraction("minConfidence", minConfidence);
      Require.fraction("nmsThreshold", nmsThreshold);
      Require.atLeast("maxSide", maxSide, FaceModel.MULTIPLE);
      Require.atLeast("minFaceSize", minFaceSize, 0);
    }

    /** These options with another {@link #minConfidence}. */
    public Options withMinConfidence(double value) {
      return new Options(value, nmsThreshold, maxSide, minFaceSize);
    }

    /** These options with another {@link #nmsThreshold}. */
    public Options withNmsThreshold(double value) {
      return new Options(minConfidence, value, maxSide, minFaceSize);
    }

    /** These options with another {@link #maxSide}. */
    public Options withMaxSide(int value) {
      return new Options(minConfidence, nmsThreshold, value, minFaceSize);
    }

    /** These options with another {@link #minFaceSize}. */
    public Options withMinFaceSize(double value) {
      return new Options(minConfidence, nmsThreshold, maxSide, value);
    }
  }

  /** A detector with the bundled network and all cores. */
  public static FaceDetector bundled() {
    return bundled(ModelFile.cores());
  }

  /**
   * A detector with the bundled network.
   *
   * @param threads maximum number of threads per call, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   */
  public static FaceDetector bundled(int threads) {
    return ModelFile.faceDetector().load(FaceDetector::load, threads);
  }

  /**
   * A detector with the network of an ONNX file and all cores.
   *
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     a face model
   */
  public static FaceDetector load(Path file) {
    return load(file, ModelFile.cores());
  }

  /**
   * A detector with the network of an ONNX file.
   *
   * @param threads maximum number of threads per call, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     a face model
   */
  public static FaceDetector load(Path file, int threads) {
    Require.atLeast("threads", threads, 1);
    return ModelFile.read(file).load(FaceDetector::load, threads);
  }

  /**
   * A detector with the network of an ONNX file's bytes.
   *
   * @param source the file's name in errors
   * @param threads maximum number of threads per call, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if it is not ONNX, or does not fit the contract of a face model
   */
  public static FaceDetector load(String source, byte[] model, int threads) {
    Require.atLeast("threads", threads, 1);
    return new FaceDetector(FaceModel.load(source, model, threads));
  }

  /** Name and metadata of the face model; it has no labels. */
  public ModelCard card() {
    return card;
  }

  /**
   * Finds faces with {@link Options#DEFAULT}.
   *
   * @see #detect(Photo, Options)
   */
  public List<Detection> detect(Photo photo) {
    return detect(photo, Options.DEFAULT);
  }

  /**
   * Finds the faces of one photo.
   *
   * @return detections by descending confidence, in pixels of the photo; every box overlaps the
   *     photo. Empty if there are none
   * @throws IllegalStateException after {@link #close}
   */
  public List<Detection> detect(Photo photo, Options options) {
    List<Detection> faces = detectAtScale(photo, options.maxSide(), options);
    int longer = Math.max(photo.width(), photo.height());
    double side = Math.min(options.maxSide(), longer);
    if (side <= ONE_SCALE) {
      return faces;
    }
    double large = LARGE_FACE * longer / side;
    List<Detection> largeFaces =
        detectAtScale(photo, SECOND_SCALE, options).stream()
            .filter(face -> Math.max(face.box().width(), face.box().height()) > large)
            .toList();
    return DetectionDecoder.merge(largeFaces, faces, options.nmsThreshold());
  }

  /** Runs the network once on the photo, reduced so that its longer side is at most maxSide. */
  private List<Detection> detectAtScale(Photo photo, int maxSide, Options options) {
    int width = photo.width();
    int height = photo.height();
    double scale = Math.min(1, (double) maxSide / Math.max(width, height));
    if (model.fixedWidth() > 0) {
      scale = Math.min(scale, (double) model.fixedWidth() / width);
    }
    if (model.fixedHeight() > 0) {
      scale = Math.min(scale, (double) model.fixedHeight() / height);
    }
    int toWidth = Math.max(1, (int) Math.round(width * scale));
    int toHeight = Math.max(1, (int) Math.round(height * scale));
    int paddedWidth = model.fixedWidth() > 0 ? model.fixedWidth() : padded(toWidth);
    int paddedHeight = model.fixedHeight() > 0 ? model.fixedHeight() : padded(toHeight);
    FloatBuffer pixels = buffers.take(3L * paddedWidth * paddedHeight);
    try {
      DetectorInput.fill(
          photo.bgr(), width, height, toWidth, toHeight, paddedWidth, paddedHeight, pixels);
      return DetectionDecoder.decode(
          model.run(pixels, paddedWidth, paddedHeight),
          (double) width / toWidth,
          (double) height / toHeight,
          width,
          height,
          options);
    } finally {
      buffers.giveBack(pixels);
    }
  }

  private static int padded(int side) {
    return (side + FaceModel.MULTIPLE - 1) / FaceModel.MULTIPLE * FaceModel.MULTIPLE;
  }

  @Override
  public void close() {
    model.close();
  }
}
