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

  /** The middle of the face, counted from the middle of its first pixel. */
  private static final double MIDDLE = (SIZE - 1) / 2.0;

  private static final int COVER = 128;

  private PixelFilters() {}

  /**
   * Changes each pixel, in row-major order.
   *
   * @param change from a grey value 0–255 to one of any size, which is rounded and clipped
   */
  static FaceCrop mapPixels(FaceCrop face, IntToDoubleFunction change) {
    byte[] pixels = face.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = grey(change.applyAsDouble(pixels[i] & 0xff));
    }
    return FaceCrop.of(pixels);
  }

  /** The nearest whole grey value. */
  private static byte grey(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  /**
   * A Gaussian blur.
   *
   * @param sigma in pixels, more than 0
   */
  static FaceCrop blur(FaceCrop face, double sigma) {
    byte[] pixels = face.pixels();
    double[] grey = new double[pixels.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = pixels[i] & 0xff;
    }
    // Along the rows, turned over; then along what were the columns, turned back.
    double[] blurred = blurRows(blurRows(grey, sigma), sigma);
    for (int i = 0; i < grey.length; i++) {
      pixels[i] = grey(blurred[i]);
    }
    return FaceCrop.of(pixels);
  }

  /** Blurs each row and exchanges rows and columns. */
  private static double[] blurRows(double[] grey, double sigma) {
    int reach = (int) Math.ceil(4 * sigma);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = (i - reach) / sigma;
      weights[i] = Math.exp(-distance * distance / 2);
      sum += weights[i];
    }
    double[] result = new double[grey.length];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double value = 0;
        for (int i = 0; i < weights.length; i++) {
          value += weights[i] * grey[y * SIZE + inside(x + i - reach)];
        }
        result[x * SIZE + y] = value / sum;
      }
    }
    return result;
  }

  /**
   * Cuts the face by a square that is moved (in pixels), scaled and turned (clockwise, in radians).
   * Interpolation is cubic (Keys 1981): linear interpolation would blur the face, which a crop from
   * a photo would not.
   */
  static FaceCrop cut(FaceCrop face, double right, double down, double scale, double angle) {
    double cos = scale * Math.cos(angle);
    double sin = scale * Math.sin(angle);
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      int column = i % SIZE;
      int row = i / SIZE;
      double x = column - MIDDLE;
      double y = row - MIDDLE;
      pixels[i] =
          grey(sample(face, MIDDLE + right + x * cos - y * sin, MIDDLE + down + x * sin + y * cos));
    }
    return FaceCrop.of(pixels);
  }

  /** The grey value between the middles of pixels, which are whole numbers. */
  private static double sample(FaceCrop face, double x, double y) {
    int left = (int) Math.floor(x) - 1;
    int top = (int) Math.floor(y) - 1;
    double sum = 0;
    for (int row = top; row < top + 4; row++) {
      double across = 0;
      for (int column = left; column < left + 4; column++) {
        across += cubic(x - column) * face.pixel(inside(column), inside(row));
      }
      sum += cubic(y - row) * across;
    }
    return sum;
  }

  /** The weight of a pixel at a distance of up to 2. */
  private static double cubic(double distance) {
    double d = Math.abs(distance);
    return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
  }

  /** The nearest place in the face. */
  private static int inside(int place) {
    return Math.max(0, Math.min(SIZE - 1, place));
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

  /** The JDK's, whatever else is registered: another would write other pixels. */
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
   * Covers a share of the face with a grey rectangle, up to twice as long as wide.
   *
   * @param share 0–1
   */
  static FaceCrop cover(FaceCrop face, double share, Random random) {
    double area = share * FaceCrop.PIXELS;
    // Half to twice as wide as high.
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
   * Reduces the face to side × side pixels, each the mean of its area, and enlarges it again.
   *
   * @param side 1–48
   */
  static FaceCrop shrink(FaceCrop face, int side) {
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
      small[i] = grey(sum / (step * step));
    }
    return FaceCrop.of(Photo.of(image(small, side)));
  }

  private static BufferedImage image(byte[] grey, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, grey);
    return image;
  }
}
