package org.sezim.bench;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.sezim.image.Photo;

/** A detector of OpenCV, whose input is a matrix of 8-bit blue, green, red. */
abstract class OpenCvFinder implements FaceFinder {
  @Override
  public final Prepared prepare(Photo photo) {
    Mat mat = Mats.bgr(photo);
    return new Prepared() {
      @Override
      public List<BenchDetection> find(double minConfidence) {
        return OpenCvFinder.this.find(mat, minConfidence);
      }

      @Override
      public void close() {
        mat.close();
      }
    };
  }

  /** Finds the faces in an image of 8-bit blue, green, red. */
  abstract List<BenchDetection> find(Mat photo, double minConfidence);
}
