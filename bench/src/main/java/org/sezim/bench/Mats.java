package org.sezim.bench;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.sezim.image.Photo;

/** Conversion of photos to OpenCV's matrices. */
final class Mats {
  private Mats() {}

  /** Converts to 8-bit blue, green, red, like OpenCV's decoders. The caller closes the result. */
  static Mat bgr(Photo photo) {
    byte[] bytes = photo.rgb();
    for (int i = 0; i < bytes.length; i += 3) {
      byte red = bytes[i];
      bytes[i] = bytes[i + 2];
      bytes[i + 2] = red;
    }
    Mat mat = new Mat(photo.height(), photo.width(), opencv_core.CV_8UC3);
    mat.data().put(bytes, 0, bytes.length);
    return mat;
  }
}
