package org.sezim.bench.jmh;

import java.awt.image.BufferedImage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.sezim.image.Photo;

/** Conversion of Java2D images to photos. */
public class PhotoBenchmark extends AverageTime {
  /** The image's type in {@link BufferedImage}, without {@code TYPE_}. */
  @Param({"3BYTE_BGR", "INT_RGB", "INT_ARGB", "BYTE_GRAY"})
  public String type = "3BYTE_BGR";

  private BufferedImage image = SyntheticImage.of(1, 1, BufferedImage.TYPE_3BYTE_BGR);

  /** Makes an image of 1280×960. */
  @Setup
  public void makeImage() {
    int code =
        switch (type) {
          case "3BYTE_BGR" -> BufferedImage.TYPE_3BYTE_BGR;
          case "INT_RGB" -> BufferedImage.TYPE_INT_RGB;
          case "INT_ARGB" -> BufferedImage.TYPE_INT_ARGB;
          case "BYTE_GRAY" -> BufferedImage.TYPE_BYTE_GRAY;
          default -> throw new IllegalArgumentException("type: " + type);
        };
    image = SyntheticImage.of(1280, 960, code);
  }

  /** One photo. */
  @Benchmark
  public Photo convert() {
    return Photo.of(image);
  }
}
