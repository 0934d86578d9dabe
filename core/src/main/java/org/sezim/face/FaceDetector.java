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
 * Finds the faces of a photo with a network in ONNX form, of the contract of OpenCV Zoo's YuNet
 * (Wu, Peng, Yu 2023): its official files run as they are.
 *
 * <pre>{@code
 * try (FaceDetector detector = FaceDetector.bundled()) {
 *   for (Detection face : detector.detect(Photo.read(Path.of("party.jpg")))) {
 *     System.out.println(face.box() + " " + face.confidence());
 *   }
 * }
 * }</pre>
 *
 * <p>Safe to share between threads. Whoever opens it closes it; a call after {@link #close} is an
 * {@link IllegalStateException}.
 */
public final class FaceDetector implements AutoCloseable {
  /**
   * The network sees faces of about 10 to 400 of its pixels; of larger ones it sees parts, or
   * nothing. Of portraits enlarged to 640 pixels it misses one in ten, at 960 nearly all. So a
   * photo that is longer than this gets a second look, reduced to {@link #SECOND_LOOK}.
   */
  private static final int ONE_LOOK = 480;

  private static final int SECOND_LOOK = 320;

  /** Faces longer than this, in pixels of the first look, are those of the second. */
  private static final double LARGE = 300;

  private final FaceModel model;
  private final ModelCard card;
  private final DirectBuffers buffers = new DirectBuffers();

  private FaceDetector(FaceModel model) {
    this.model = model;
    this.card = new ModelCard(model.metadata(), List.of());
  }

  /**
   * What counts as a face, and how closely to look.
   *
   * @param minConfidence 0–1; a face with less is left out
   * @param nmsThreshold 0–1, for non-maximum suppression: of two boxes whose intersection over
   *     union is more, the surer stays
   * @param maxSide in pixels, at least 32; a photo whose longer side is longer is reduced to it
   *     before the search, a smaller one is searched as it is. The time grows with its square
   * @param minFaceSize in pixels of the photo, 0 or more; a face whose box is narrower or lower is
   *     left out
   */
  public record Options(
      double minConfidence, double nmsThreshold, int maxSide, double minFaceSize) {

    /**
     * What suits most photos: confidence 0.6, NMS threshold 0.3, longer side 960, any size of face.
     * At 960, faces of 2 % of the photo's longer side are found; 640 takes half the time and finds
     * those of 3 %.
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

  /** The network that comes with this library; uses all cores. */
  public static FaceDetector bundled() {
    return bundled(ModelFile.cores());
  }

  /**
   * The network that comes with this library.
   *
   * @param threads how many threads one call may use, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   */
  public static FaceDetector bundled(int threads) {
    return ModelFile.faceDetector().load(FaceDetector::load, threads);
  }

  /**
   * A network from an ONNX file; uses all cores.
   *
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     a face model
   */
  public static FaceDetector load(Path file) {
    return load(file, ModelFile.cores());
  }

  /**
   * A network from an ONNX file.
   *
   * @param threads how many threads one call may use, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     a face model
   */
  public static FaceDetector load(Path file, int threads) {
    Require.atLeast("threads", threads, 1);
    return ModelFile.read(file).load(FaceDetector::load, threads);
  }

  /**
   * A network from the bytes of an ONNX file.
   *
   * @param source the name to give in errors
   * @param threads how many threads one call may use, at least 1
   * @throws IllegalArgumentException if {@code threads} is less than 1
   * @throws SezimException if it is not ONNX, or does not fit the contract of a face model
   */
  public static FaceDetector load(String source, byte[] model, int threads) {
    Require.atLeast("threads", threads, 1);
    return new FaceDetector(FaceModel.load(source, model, threads));
  }

  /** What the model says of itself; it has no labels. */
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
   * Finds the faces of one photo, the surest first; an empty list if there are none.
   *
   * @return boxes and landmarks in pixels of the photo; every box overlaps it
   * @throws IllegalStateException after {@link #close}
   */
  public List<Detection> detect(Photo photo, Options options) {
    List<Detection> faces = look(photo, options.maxSide(), options);
    int longer = Math.max(photo.width(), photo.height());
    double side = Math.min(options.maxSide(), longer);
    if (side <= ONE_LOOK) {
      return faces;
    }
    double large = LARGE * longer / side;
    List<Detection> close =
        look(photo, SECOND_LOOK, options).stream()
            .filter(face -> Math.max(face.box().width(), face.box().height()) > large)
            .toList();
    return DetectionDecoder.join(close, faces, options.nmsThreshold());
  }

  /** One run of the network, over the photo reduced to a longest side. */
  private List<Detection> look(Photo photo, int maxSide, Options options) {
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
