package org.sezim.training.evaluate;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sezim.FaceCrop;
import org.sezim.Photo;

/**
 * What spoils a face on its way from the lens to the network, each in a strength that is a number
 * with a unit, and five strengths from hardly visible to severe. What comes in from beyond a face's
 * edge repeats the edge. Safe to call from any thread.
 */
public enum Disturbance {
  /** Out of focus: a Gaussian. */
  BLUR("blur", "sigma, pixels", 0, 24) {
    @Override
    public List<Double> strengths() {
      return List.of(0.5, 1.0, 1.5, 2.0, 3.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double sigma, long seed) {
      return sigma == 0 ? face : blur(face, sigma);
    }
  },

  /** Gaussian noise, another value for every pixel. */
  NOISE("noise", "sd, grey values", 0, 255) {
    @Override
    public List<Double> strengths() {
      return List.of(4.0, 8.0, 16.0, 24.0, 40.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double deviation, long seed) {
      Random random = random(seed);
      return eachPixel(face, grey -> grey + deviation * random.nextGaussian());
    }
  },

  /** The face written as JPEG and read again. */
  JPEG("JPEG", "quality", 0, 100) {
    @Override
    public List<Double> strengths() {
      return List.of(90.0, 50.0, 25.0, 10.0, 5.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double quality, long seed) {
      return FaceCrop.of(Photo.decode("JPEG", jpeg(face, quality)));
    }
  },

  /**
   * Less light on the same sensor: the grey values, taken as light to the power of 1/2.2, become
   * darker, and the noise of few photons shows. White holds 4000 electrons in the photo as it was;
   * the noise is their root and 5 electrons of the read-out. So it never leaves a face as it is.
   */
  LOW_LIGHT("low light", "light, %", 0, 100) {
    @Override
    public List<Double> strengths() {
      return List.of(50.0, 25.0, 10.0, 5.0, 2.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double percent, long seed) {
      Random random = random(seed);
      return eachPixel(
          face,
          grey -> {
            double electrons = WHITE * Math.pow(grey / 255.0, GAMMA) * percent / 100;
            double noise = Math.sqrt(electrons + READ_NOISE * READ_NOISE) * random.nextGaussian();
            return 255 * Math.pow(Math.max(0, electrons + noise) / WHITE, 1 / GAMMA);
          });
    }
  },

  /** A grey rectangle, up to twice as long as wide, anywhere on the face. */
  OCCLUSION("occlusion", "covered, %", 0, 50) {
    @Override
    public List<Double> strengths() {
      return List.of(5.0, 10.0, 20.0, 30.0, 50.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double percent, long seed) {
      return cover(face, percent / 100, random(seed));
    }
  },

  /** Turned round the middle, clockwise where the seed is even, otherwise counter-clockwise. */
  ROTATION("rotation", "degrees", 0, 180) {
    @Override
    public List<Double> strengths() {
      return List.of(2.0, 5.0, 10.0, 15.0, 20.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double degrees, long seed) {
      // A face turns clockwise in a square that turns the other way.
      double angle = Math.toRadians(seed % 2 == 0 ? -degrees : degrees);
      return cut(face, 0, 0, 1, angle);
    }
  },

  /** A face few pixels wide: averaged over areas, and enlarged again by linear interpolation. */
  SMALL_SIZE("small size", "pixels wide", 1, FaceCrop.SIZE) {
    @Override
    public List<Double> strengths() {
      return List.of(32.0, 24.0, 16.0, 12.0, 8.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double width, long seed) {
      int side = (int) Math.round(width);
      return FaceCrop.of(Photo.of(image(shrink(face, side), side)));
    }
  },

  /**
   * A detector's errors: the crop's square moved along both axes by a share of its side, scaled by
   * another and turned, each drawn from a normal distribution of mean 0. A strength of 4 is a
   * standard deviation of 4 % of the side, a factor of e to the ±0.04, and 4 degrees.
   */
  DETECTOR_JITTER("detector jitter", "sd, % and degrees", 0, 50) {
    @Override
    public List<Double> strengths() {
      return List.of(2.0, 4.0, 6.0, 9.0, 12.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double strength, long seed) {
      Random random = random(seed);
      double share = strength / 100;
      return cut(
          face,
          SIZE * share * random.nextGaussian(),
          SIZE * share * random.nextGaussian(),
          Math.exp(share * random.nextGaussian()),
          Math.toRadians(strength * random.nextGaussian()));
    }
  };

  private static final int SIZE = FaceCrop.SIZE;

  /** Of the face, counted from the middle of its first pixel. */
  private static final double MIDDLE = (SIZE - 1) / 2.0;

  /** From light to grey values, about as in sRGB. */
  private static final double GAMMA = 2.2;

  // Of a camera with small pixels, in electrons.
  private static final double WHITE = 4000;
  private static final double READ_NOISE = 5;

  private static final int COVER = 128;

  private final String label;
  private final String unit;
  private final double least;
  private final double most;

  Disturbance(String label, String unit, double least, double most) {
    this.label = label;
    this.unit = unit;
    this.least = least;
    this.most = most;
  }

  /** Its name for people, such as {@code low light}. */
  public String label() {
    return label;
  }

  /** What a strength is a number of, such as {@code sigma, pixels}. */
  public String unit() {
    return unit;
  }

  /** The five strengths at which models are measured, the weakest disturbance first. */
  public abstract List<Double> strengths();

  /**
   * A disturbed copy of a face; the same every time, on every machine.
   *
   * @param strength in the {@link #unit}
   * @param seed where all that is drawn by chance comes from; the same seed draws the same for any
   *     strength, so that strengths can be compared
   * @throws IllegalArgumentException if the strength is outside its range: 0–24 (blur), 0–255
   *     (noise), 0–100 (JPEG, low light), 0–50 (occlusion, detector jitter), 0–180 (rotation), 1–48
   *     (small size)
   */
  public FaceCrop apply(FaceCrop face, double strength, long seed) {
    if (!(strength >= least && strength <= most)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected a strength of %.0f–%.0f (%s), found %s",
              label,
              least,
              most,
              unit,
              strength));
    }
    return change(face, strength, seed);
  }

  abstract FaceCrop change(FaceCrop face, double strength, long seed);

  /** Mixed first: generators of seeds that follow each other begin alike. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }

  /** Makes a grey value, of any size, of one in 0–255. */
  private interface GreyChange {
    double of(int grey);
  }

  private static FaceCrop eachPixel(FaceCrop face, GreyChange change) {
    byte[] pixels = face.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = grey(change.of(pixels[i] & 0xff));
    }
    return FaceCrop.of(pixels);
  }

  /** The nearest whole grey value. */
  private static byte grey(double value) {
    return (byte) Math.max(0, Math.min(255, Math.round(value)));
  }

  private static FaceCrop blur(FaceCrop face, double sigma) {
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
   * The face cut anew by a square that is moved (in pixels), scaled and turned (clockwise, in
   * radians). Linear interpolation would blur it, which a cut out of a photo would not, so it is
   * cubic (Keys 1981).
   */
  private static FaceCrop cut(
      FaceCrop face, double right, double down, double scale, double angle) {
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

  private static byte[] jpeg(FaceCrop face, double quality) {
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
    return bytes.toByteArray();
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

  private static FaceCrop cover(FaceCrop face, double share, Random random) {
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

  /** The face, side × side pixels of it, each the mean of the area that it takes. */
  private static byte[] shrink(FaceCrop face, int side) {
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
    return small;
  }

  private static BufferedImage image(byte[] grey, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, side, side, grey);
    return image;
  }
}
