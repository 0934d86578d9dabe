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
import org.sezim.image.Photo;

/**
 * OpenCV's Haar cascade {@code frontalface_alt2} (Viola and Jones 2001; Lienhart 2002) on equalised
 * grey, as most examples use it. The cascade comes inside bytedeco's jar of OpenCV. Its confidence
 * is the number of neighbouring windows that agree.
 */
final class OpenCvHaar implements FaceFinder {
  /** The name of its row. */
  static final String NAME = "Haar alt2, OpenCV";

  private static final double SCALE_FACTOR = 1.1;
  private static final int LEAST_NEIGHBOURS = 3;
  private static final int LEAST_SIZE = 20;

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
  public Prepared prepare(Photo photo) {
    Mat mat = Mats.bgr(photo);
    return new Prepared() {
      @Override
      public List<BenchDetection> find(double leastConfidence) {
        return OpenCvHaar.this.find(mat);
      }

      @Override
      public void close() {
        mat.close();
      }
    };
  }

  /** Finds the faces of a picture of bytes blue, green, red. */
  List<BenchDetection> find(Mat photo) {
    List<BenchDetection> faces = new ArrayList<>();
    try (Mat grey = new Mat();
        RectVector boxes = new RectVector();
        IntPointer neighbours = new IntPointer();
        Size least = new Size(LEAST_SIZE, LEAST_SIZE);
        Size any = new Size()) {
      opencv_imgproc.cvtColor(photo, grey, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.equalizeHist(grey, grey);
      cascade.detectMultiScale2(
          grey, boxes, neighbours, SCALE_FACTOR, LEAST_NEIGHBOURS, 0, least, any);
      for (int i = 0; i < boxes.size(); i++) {
        try (Rect box = boxes.get(i)) {
          faces.add(
              new BenchDetection(
                  new Box(box.x(), box.y(), box.width(), box.height()),
                  neighbours.get(i),
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
