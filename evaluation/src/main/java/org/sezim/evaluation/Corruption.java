package org.sezim.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.sezim.face.FaceCrop;

/**
 * Disturbances of a face between the lens and the network. Each has a strength, which is a number
 * with a unit, and five strengths to measure at, from hardly visible to severe. Beyond a face's
 * edge, its edge pixels are repeated. Safe to call from any thread.
 */
public enum Corruption {
  /** Out of focus: a Gaussian. */
  BLUR("blur", "sigma, pixels", 0, 24) {
    @Override
    public List<Double> strengths() {
      return List.of(0.5, 1.0, 1.5, 2.0, 3.0);
    }

    @Override
    FaceCrop change(FaceCrop face, double sigma, long seed) {
      return sigma == 0 ? face : PixelFilters.blur(face, sigma);
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
      return PixelFilters.mapPixels(face, grey -> grey + deviation * random.nextGaussian());
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
      return PixelFilters.jpeg(face, quality);
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
      return PixelFilters.mapPixels(
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
      return PixelFilters.cover(face, percent / 100, random(seed));
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
      return PixelFilters.cut(face, 0, 0, 1, angle);
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
      return PixelFilters.shrink(face, (int) Math.round(width));
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
      return PixelFilters.cut(
          face,
          FaceCrop.SIZE * share * random.nextGaussian(),
          FaceCrop.SIZE * share * random.nextGaussian(),
          Math.exp(share * random.nextGaussian()),
          Math.toRadians(strength * random.nextGaussian()));
    }
  };

  /** From light to grey values, about as in sRGB. */
  private static final double GAMMA = 2.2;

  // Of a camera with small pixels, in electrons.
  private static final double WHITE = 4000;
  private static final double READ_NOISE = 5;

  private final String label;
  private final String unit;
  private final double least;
  private final double most;

  Corruption(String label, String unit, double least, double most) {
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
}
