package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sezim.face.Detection;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/**
 * Looking for faces on one thread where there are none: reducing the photo to the network's size,
 * and the network itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FaceDetectorBenchmark {
  /** The photo's width in pixels; its height is three quarters. */
  @Param({"320", "640", "1920"})
  public int width;

  private FaceDetector detector;
  private Photo photo;

  /** Makes the photo and loads the bundled network. */
  @Setup
  public void load() {
    photo = Photo.of(MadeUpImage.of(width, width * 3 / 4, BufferedImage.TYPE_3BYTE_BGR));
    detector = FaceDetector.bundled(1);
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
