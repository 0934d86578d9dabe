package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.sezim.face.CropRegion;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/** Cropping a rotated square of a photo. */
public class FaceCropBenchmark extends AverageTime {
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
