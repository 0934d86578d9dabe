package org.sezim.bench;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.sezim.SezimException;
import org.sezim.face.Box;

/**
 * OpenCV's Haar cascade {@code frontalface_alt2} (Viola and Jones 2001; Lienhart 2002) on gray
 * images with equalized histograms, as in most examples. bytedeco's jar of OpenCV contains the
 * cascade. Its confidence is the number of neighboring windows that agree.
 */
final class OpenCvHaar extends OpenCvFinder {
  /** The name in the tables. */
  static final String NAME = "Haar alt2, OpenCV";

  private static final double SCALE_FACTOR = 1.1;
  private static final int MIN_NEIGHBORS = 3;
  private static final int MIN_SIZE = 20;

  private final CascadeClassifier cascade;

  OpenCvHaar() throws IOException {
    String resource =
        "/org/bytedeco/opencv/"
            + Loader.getPlatform()
            + "/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";
    File file = Loader.cacheResource(CascadeClassifier.class, resource);
    if (file == null) {
      throw new SezimException(resource, "not in this platform's jar of OpenCV");
    }
    cascade = new CascadeClassifier(file.getPath());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hasConfidence() {
    return false;
  }

  @Override
  public boolean hasLandmarks() {
    return false;
  }

  @Override
  List<BenchDetection> find(Mat photo, double minConfidence) {
    List<BenchDetection> faces = new ArrayList<>();
    try (Mat gray = new Mat();
        RectVector boxes = new RectVector();
        IntPointer neighbors = new IntPointer();
        Size minSize = new Size(MIN_SIZE, MIN_SIZE);
        Size anySize = new Size()) {
      opencv_imgproc.cvtColor(photo, gray, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.equalizeHist(gray, gray);
      cascade.detectMultiScale2(
          gray, boxes, neighbors, SCALE_FACTOR, MIN_NEIGHBORS, 0, minSize, anySize);
      for (int i = 0; i < boxes.size(); i++) {
        try (Rect box = boxes.get(i)) {
          faces.add(
              new BenchDetection(
                  new Box(box.x(), box.y(), box.width(), box.height()),
                  neighbors.get(i),
                  Optional.empty()));
        }
      }
    }
    return faces;
  }

  @Override
  public void close() {
    cascade.close();
  }
}
