package org.sezim;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sezim.onnx.FaceModel;

/**
 * Finds the faces of a photo with a network in ONNX form, of the contract of OpenCV Zoo's YuNet
 * (Wu, Peng, Yu 2023): its official files run as they are.
 *
 * <pre>{@code
 * try (FaceDetector detector = FaceDetector.load(Path.of("face_detection_yunet_2026may.onnx"))) {
 *   for (Detection face : detector.detect(rgb, width, height)) {
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
  private final DirectBuffers buffers = new DirectBuffers();

  private FaceDetector(FaceModel model) {
    this.model = model;
  }

  /**
   * What counts as a face, and how closely to look.
   *
   * @param leastConfidence 0–1; a face with less is left out
   * @param overlap 0–1; of two boxes whose intersection over union is more, the surer stays
   * @param longestSide in pixels, at least 32; a photo whose longer side is longer is reduced to it
   *     before the search, a smaller one is searched as it is. The time grows with its square
   * @param smallestFace in pixels of the photo, 0 or more; a face whose box is narrower or lower is
   *     left out
   */
  public record Options(
      double leastConfidence, double overlap, int longestSide, double smallestFace) {

    /**
     * What suits most photos: confidence 0.6, overlap 0.3, longest side 960, any size of face. At
     * 960, faces of 2 % of the photo's longer side are found; 640 takes half the time and finds
     * those of 3 %.
     */
    public static final Options DEFAULT = new Options(0.6, 0.3, 960, 0);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      check("leastConfidence", leastConfidence, 0, 1);
      check("overlap", overlap, 0, 1);
      check("longestSide", longestSide, FaceModel.MULTIPLE, Integer.MAX_VALUE);
      check("smallestFace", smallestFace, 0, Double.MAX_VALUE);
    }

    private static void check(String name, double value, double min, double max) {
      if (!(value >= min && value <= max)) {
        String range = max <= 1 ? "a value in 0–1" : "at least " + (int) min;
        throw new IllegalArgumentException(name + ": expected " + range + ", found " + value);
      }
    }

    /** These options with another {@link #leastConfidence}. */
    public Options withLeastConfidence(double value) {
      return new Options(value, overlap, longestSide, smallestFace);
    }

    /** These options with another {@link #overlap}. */
    public Options withOverlap(double value) {
      return new Options(leastConfidence, value, longestSide, smallestFace);
    }

    /** These options with another {@link #longestSide}. */
    public Options withLongestSide(int value) {
      return new Options(leastConfidence, overlap, value, smallestFace);
    }

    /** These options with another {@link #smallestFace}. */
    public Options withSmallestFace(double value) {
      return new Options(leastConfidence, overlap, longestSide, value);
    }
  }

  /**
   * A network from an ONNX file; uses all cores.
   *
   * @throws SezimException if the file does not exist, is not ONNX, or does not fit the contract of
   *     a face model
   */
  public static FaceDetector load(Path file) {
    return load(file, Runtime.getRuntime().availableProcessors());
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
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
    return load(file.toString(), bytes, threads);
  }

  static FaceDetector load(String source, byte[] bytes, int threads) {
    return new FaceDetector(FaceModel.load(source, bytes, threads));
  }

  /**
   * Finds faces with {@link Options#DEFAULT}.
   *
   * @see #detect(byte[], int, int, Options)
   */
  public List<Detection> detect(byte[] rgb, int width, int height) {
    return detect(rgb, width, height, Options.DEFAULT);
  }

  /**
   * Finds the faces of one photo, the surest first; an empty list if there are none.
   *
   * @param rgb width × height × 3 unsigned bytes R, G, B, row by row, y down; it is not kept
   * @param width of the photo in pixels, at least 1
   * @param height of the photo in pixels, at least 1
   * @return boxes and landmarks in pixels of the photo; every box overlaps it
   * @throws IllegalArgumentException if there are not width × height × 3 bytes
   * @throws IllegalStateException after {@link #close}
   */
  public List<Detection> detect(byte[] rgb, int width, int height, Options options) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "rgb: expected width × height × 3 bytes, found "
              + (rgb.length + " for " + width + "×" + height));
    }
    List<Detection> faces = look(rgb, width, height, options.longestSide(), options);
    double side = Math.min(options.longestSide(), Math.max(width, height));
    if (side <= ONE_LOOK) {
      return faces;
    }
    double large = LARGE * Math.max(width, height) / side;
    List<Detection> close =
        look(rgb, width, height, SECOND_LOOK, options).stream()
            .filter(face -> Math.max(face.box().width(), face.box().height()) > large)
            .toList();
    return FaceDecoder.join(close, faces, options.overlap());
  }

  /** One run of the network, over the photo reduced to a longest side. */
  private List<Detection> look(
      byte[] rgb, int width, int height, int longestSide, Options options) {
    double scale = Math.min(1, (double) longestSide / Math.max(width, height));
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
      FaceInput.fill(rgb, width, height, toWidth, toHeight, paddedWidth, paddedHeight, pixels);
      return FaceDecoder.decode(
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
