package org.sezim.bench;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;
import org.sezim.SezimException;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;

/**
 * An official YuNet in OpenCV's {@code FaceDetectorYN} with its defaults: one scale, threshold 0.3
 * for non-maximum suppression.
 */
final class OpenCvYunet extends OpenCvFinder {
  /** The name in the tables. */
  static final String NAME = "YuNet, OpenCV";

  private static final float NMS_THRESHOLD = 0.3f;
  private static final int MAX_CANDIDATES = 5000;

  private final FaceDetectorYN detector;

  OpenCvYunet(Path model) {
    if (!Files.isRegularFile(model)) {
      throw SezimException.unreadable(model, new NoSuchFileException(model.toString()));
    }
    try (Size anySize = new Size(320, 320)) {
      detector =
          FaceDetectorYN.create(
              model.toString(),
              "",
              anySize,
              0.6f,
              NMS_THRESHOLD,
              MAX_CANDIDATES,
              opencv_dnn.DNN_BACKEND_OPENCV,
              opencv_dnn.DNN_TARGET_CPU);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  List<BenchDetection> find(Mat photo, double minConfidence) {
    List<BenchDetection> faces = new ArrayList<>();
    try (Size size = new Size(photo.cols(), photo.rows());
        Mat result = new Mat()) {
      detector.setInputSize(size);
      detector.setScoreThreshold((float) minConfidence);
      detector.detect(photo, result);
      if (result.empty()) {
        return faces;
      }
      // One row per face: x, y, width, height, five points, confidence.
      try (FloatIndexer rows = result.createIndexer()) {
        for (int i = 0; i < result.rows(); i++) {
          Landmarks landmarks =
              new Landmarks(
                  point(rows, i, 4),
                  point(rows, i, 6),
                  point(rows, i, 8),
                  point(rows, i, 10),
                  point(rows, i, 12));
          Box box = new Box(rows.get(i, 0), rows.get(i, 1), rows.get(i, 2), rows.get(i, 3));
          faces.add(new BenchDetection(box, rows.get(i, 14), Optional.of(landmarks)));
        }
      }
    }
    return faces;
  }

  private static Landmarks.Point point(FloatIndexer rows, int row, int column) {
    return new Landmarks.Point(rows.get(row, column), rows.get(row, column + 1));
  }

  @Override
  public void close() {
    detector.close();
  }
}
