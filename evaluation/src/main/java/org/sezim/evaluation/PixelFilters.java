package org.sezim.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/**
 * The pixel operations behind {@link Corruption}. Beyond a face's edge, its edge pixels are
 * repeated.
 */
final class PixelFilters {
  private static final int SIZE = FaceCrop.SIZE;

  /** The center of the face, relative to the center of its first pixel. */
  private static final double CENTER = (SIZE - 1) / 2.0;

  /** Gray value of the occluding rectangle. */
  private static final int COVER = 128;

  private PixelFilters() {}

  /**
   * Maps each pixel, in row-major order.
   *
   * @param change maps a gray value 0–255 to any value, which is then rounded and clipped to 0–255
   */
  static FaceCrop mapPixels(FaceCrop face, IntToDoubleFunction change) {
    byte[] pixels = face.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = gray(change.applyAsDouble(pixels[i] & 0xff));
    }
    return FaceCrop.of(pixels);
  }

  /** Rounds and clips to a gray value. */
  private static byte gray(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  /**
   * A Gaussian blur.
   *
   * @param sigma in pixels, more than 0
   */
  static FaceCrop blur(FaceCrop face, double sigma) {
    byte[] pixels = face.pixels();
    double[] gray = new double[pixels.length];
    for (int i = 0; i < gray.length; i++) {
      gray[i] = pixels[i] & 0xff;
    }
    // Along the rows and transposed, twice.
    double[] blurred = blurRows(blurRows(gray, sigma), sigma);
    for (int i = 0; i < gray.length; i++) {
      pixels[i] = gray(blurred[i]);
    }
    return FaceCrop.of(pixels);
  }

  /** Blurs each row and transposes the result. */
  private static double[] blurRows(double[] gray, double sigma) {
    int reach = (int) Math.ceil(4 * sigma);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - reach) / sigma;
      weights[i] = Math.exp(-distance * distance / 2);
      sum += weights[i];
    }
    double[] result = new double[gray.length];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double value = 0;
        for (int i = 0; i < weights.length; i++) {
          value += weights[i] * gray[y * SIZE + clamp(x + i - reach)];
        }
        result[x * SIZE + y] = value / sum;
      }
    }
    return result;
  }

  /**
   * Crops the face by a square that is shifted (in pixels), scaled and rotated (clockwise, in
   * radians). Interpolation is cubic (Keys 1981), because linear interpolation would blur the face,
   * unlike a crop from a photo.
   */
  static FaceCrop crop(FaceCrop face, double right, double down, double scale, double angle) {
    double cos = scale * Math.cos(angle);
    double sin = scale * Math.sin(angle);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % SIZE;
      int row = i / SIZE;
      double x = column - CENTER;
      double y = row - CENTER;
      pixels[i] =
          gray(sample(face, CENTER + right + x * cos - y * sin, CENTER + down + x * sin + y * cos));
    }
    return FaceCrop.of(pixels);
  }

  /** Interpolated gray value; pixel centers have integer coordinates. */
  private static double sample(FaceCrop face, double x, double y) {
    int left = (int) Math.floor(x) - 1;
    int top = (int) Math.floor(y) - 1;
    double sum = 0;
    for (int row = top; row < top + 4; row++) {
      double across = 0;
      for (int column = left; column < left + 4; column++) {
        across += cubic(x - column) * face.pixel(clamp(column), clamp(row));
      }
      sum += cubic(y - row) * across;
    }
    return sum;
  }

  /** Kernel weight of a pixel at a distance of at most 2. */
  private static double cubic(double distance) {
    double d = Math.abs(distance);
    return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
  }

  /** Nearest valid row or column. */
  private static int clamp(int index) {
    return Math.max(0, Math.min(SIZE - 1, index));
  }

  /**
   * Writes the face as JPEG and reads it again.
   *
   * @param quality 0–100
   */
  static FaceCrop jpeg(FaceCrop face, double quality) {
    ImageWriter writer = jpegWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality((float) (quality / 100));
      writer.setOutput(out);
      writer.write(null, new IIOImage(image(face.pixels(), SIZE), null, null), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    } finally {
      writer.dispose();
    }
    return FaceCrop.of(Photo.decode("JPEG", bytes.toByteArray()));
  }

  /** The JDK's own writer: another one that is registered would write other pixels. */
  private static ImageWriter jpegWriter() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
        return writer;
      }
    }
    throw new AssertionError("every JDK writes JPEG");
  }

  /**
   * Covers a fraction of the face with a gray rectangle, aspect ratio 1:2 to 2:1.
   *
   * @param share 0–1
   */
  static FaceCrop cover(FaceCrop face, double share, Random random) {
    double area = share * FaceCrop.PIXELS;
    double ratio = Math.pow(2, 2 * random.nextDouble() - 1);
    int width = (int) Math.min(SIZE, Math.round(Math.sqrt(area * ratio)));
    int height = width == 0 ? 0 : (int) Math.min(SIZE, Math.round(area / width));
    int left = (int) (random.nextDouble() * (SIZE - width + 1));
    int top = (int) (random.nextDouble() * (SIZE - height + 1));
    byte[] pixels = face.pixels();
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        pixels[y * SIZE + x] = (byte) COVER;
      }
    }
    return FaceCrop.of(pixels);
  }

  /**
   * Downsamples the face to side × side pixels by area averaging, and enlarges it again.
   *
   * @param side 1–48
   */
  static FaceCrop downsample(FaceCrop face, int side) {
    double step = (double) SIZE / side;
    byte[] small = new byte[side * side];
    for (int i = 0; i < small.length; i++) {
      int column = i % side;
      int row = i / side;
      double left = column * step;
      double top = row * step;
      double sum = 0;
      for (int y = (int) top; y < Math.min(SIZE, top + step); y++) {
        double high = Math.min(y + 1, top + step) - Math.max(y, top);
        for (int x = (int) left; x < Math.min(SIZE, left + step); x++) {
          double wide = Math.min(x + 1, left + step) - Math.max(x, left);
          sum += wide * high * face.pixel(x, y);
        }
      }
      small[i] = gray(sum / (step * step));
    }
    return FaceCrop.of(Photo.of(image(small, side)));
  }

  private static BufferedImage image(byte[] gray, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, gray);
    return image;
  }
}
