package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sezim.face.CropRegion;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/** Cropping a rotated square of a photo. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FaceCropBenchmark {
  /** The square's side in pixels of the photo; the crop has 48. */
  @Param({"24", "48", "200", "600"})
  public int side;

  private final Photo photo = Photo.of(SyntheticImage.of(1280, 960, BufferedImage.TYPE_3BYTE_BGR));

  /** One crop. */
  @Benchmark
  public FaceCrop crop() {
    return FaceCrop.of(photo, new CropRegion(640, 480, side, 0.2));
  }
}
