package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.sezim.face.Detection;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/**
 * Face detection on one thread in a photo without faces: reduction to the network's input size, and
 * the network itself.
 */
public class FaceDetectorBenchmark extends AverageTime {
  /** The photo's width in pixels; the height is three quarters of it. */
  @Param({"320", "640", "1920"})
  public int width;

  private final FaceDetector detector = FaceDetector.bundled(1);
  private Photo photo = photo(4);

  /** Makes the photo. */
  @Setup
  public void makePhoto() {
    photo = photo(width);
  }

  private static Photo photo(int width) {
    return Photo.of(SyntheticImage.of(width, width * 3 / 4, BufferedImage.TYPE_3BYTE_BGR));
  }

  /** One photo. */
  @Benchmark
  public List<Detection> detect() {
    return detector.detect(photo);
  }

  /** Closes the network. */
  @TearDown
  public void close() {
    detector.close();
  }
}
