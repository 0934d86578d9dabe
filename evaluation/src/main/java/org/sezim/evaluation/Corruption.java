package org.sezim.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import org.sezim.face.FaceCrop;

/**
 * Corruptions of a face image (Hendrycks and Dietterich 2019). Each takes a strength, a number with
 * a unit, and has five strengths for evaluation, from hardly visible to severe. Edge pixels are
 * repeated beyond the edges of the face. Safe to call from any thread.
 */
public enum Corruption {
  /** Gaussian blur, like a face out of focus. */
  BLUR("blur", "sigma, pixels", 0, 24, List.of(0.5, 1.0, 1.5, 2.0, 3.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double sigma, long seed) {
      return sigma == 0 ? face : PixelFilters.blur(face, sigma);
    }
  },

  /** Gaussian noise, independent for each pixel. */
  NOISE("noise", "sd, gray values", 0, 255, List.of(4.0, 8.0, 16.0, 24.0, 40.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double deviation, long seed) {
      Random random = random(seed);
      return PixelFilters.mapPixels(face, gray -> gray + deviation * random.nextGaussian());
    }
  },

  /** The face written as JPEG and read again. */
  JPEG("JPEG", "quality", 0, 100, List.of(90.0, 50.0, 25.0, 10.0, 5.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double quality, long seed) {
      return PixelFilters.jpeg(face, quality);
    }
  },

  /**
   * Less light on the same sensor: gray values, which are light to the power of 1/2.2, become
   * darker, and shot noise becomes visible. White corresponds to 4000 electrons in the original
   * face; the variance of the noise is the number of electrons (shot noise) plus 5² (read noise).
   * Even at 100 % light the noise changes the face.
   */
  LOW_LIGHT("low light", "light, %", 0, 100, List.of(50.0, 25.0, 10.0, 5.0, 2.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double percent, long seed) {
      Random random = random(seed);
      return PixelFilters.mapPixels(
          face,
          gray -> {
            double electrons = WHITE * Math.pow(gray / 255.0, GAMMA) * percent / 100;
            double noise = Math.sqrt(electrons + READ_NOISE * READ_NOISE) * random.nextGaussian();
            return 255 * Math.pow(Math.max(0, electrons + noise) / WHITE, 1 / GAMMA);
          });
    }
  },

  /** Gray rectangle with an aspect ratio of 1:2 to 2:1, at a random position on the face. */
  OCCLUSION("occlusion", "covered, %", 0, 50, List.of(5.0, 10.0, 20.0, 30.0, 50.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double percent, long seed) {
      return PixelFilters.cover(face, percent / 100, random(seed));
    }
  },

  /** Rotation about the center, clockwise for an even seed, otherwise counterclockwise. */
  ROTATION("rotation", "degrees", 0, 180, List.of(2.0, 5.0, 10.0, 15.0, 20.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double degrees, long seed) {
      // Rotating the crop square counterclockwise rotates the face clockwise.
      double angle = Math.toRadians(seed % 2 == 0 ? -degrees : degrees);
      return PixelFilters.crop(face, 0, 0, 1, angle);
    }
  },

  /** Low resolution: downsampled by area averaging, then enlarged by linear interpolation. */
  SMALL_SIZE("small size", "pixels wide", 1, FaceCrop.SIZE, List.of(32.0, 24.0, 16.0, 12.0, 8.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double width, long seed) {
      return PixelFilters.downsample(face, (int) Math.round(width));
    }
  },

  /**
   * Errors of a face detector: the crop square is shifted along both axes, scaled and rotated, each
   * by a value from a normal distribution of mean 0. A strength of 4 means standard deviations of 4
   * % of the side for each shift, 0.04 for the natural logarithm of the scale, and 4 degrees.
   */
  DETECTOR_JITTER(
      "detector jitter", "sd, % and degrees", 0, 50, List.of(2.0, 4.0, 6.0, 9.0, 12.0)) {
    @Override
    FaceCrop corrupt(FaceCrop face, double strength, long seed) {
      Random random = random(seed);
      double fraction = strength / 100;
      return PixelFilters.crop(
          face,
          FaceCrop.SIZE * fraction * random.nextGaussian(),
          FaceCrop.SIZE * fraction * random.nextGaussian(),
          Math.exp(fraction * random.nextGaussian()),
          Math.toRadians(strength * random.nextGaussian()));
    }
  };

  /** Exponent between gray values and light, approximately that of sRGB. */
  private static final double GAMMA = 2.2;

  // Full well and read noise of a camera with small pixels, in electrons.
  private static final double WHITE = 4000;
  private static final double READ_NOISE = 5;

  private final String label;
  private final String unit;
  private final double min;
  private final double max;

  @SuppressWarnings("ImmutableEnumChecker") // all are made by List.of
  private final List<Double> strengths;

  Corruption(String label, String unit, double min, double max, List<Double> strengths) {
    this.label = label;
    this.unit = unit;
    this.min = min;
    this.max = max;
    this.strengths = strengths;
  }

  /** The display name, for example {@code low light}. */
  public String label() {
    return label;
  }

  /** The quantity and unit of the strength, for example {@code sigma, pixels}. */
  public String unit() {
    return unit;
  }

  /** The five strengths for evaluation, from weak to severe. */
  public List<Double> strengths() {
    return strengths;
  }

  /**
   * Returns a corrupted copy of a face. The result is deterministic and the same on every machine.
   *
   * @param strength in the {@link #unit}
   * @param seed the seed of all random values; the same seed draws the same values at any strength,
   *     so that strengths can be compared
   * @throws IllegalArgumentException if the strength is outside its range: 0–24 (blur), 0–255
   *     (noise), 0–100 (JPEG, low light), 0–50 (occlusion, detector jitter), 0–180 (rotation), 1–48
   *     (small size)
   */
  public FaceCrop apply(FaceCrop face, double strength, long seed) {
    if (!(strength >= min && strength <= max)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected a strength of %.0f–%.0f (%s), found %s",
              label,
              min,
              max,
              unit,
              strength));
    }
    return corrupt(face, strength, seed);
  }

  abstract FaceCrop corrupt(FaceCrop face, double strength, long seed);

  /** Mixes the seed, because {@link Random} starts similarly for consecutive seeds. */
  private static Random random(long seed) {
    return new Random(new SplittableRandom(seed).nextLong());
  }
}
