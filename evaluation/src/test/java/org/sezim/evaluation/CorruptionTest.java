package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.face.FaceCrop;
import org.sezim.testing.TinyFer;

class CorruptionTest {
  private static final int SIZE = FaceCrop.SIZE;

  private static List<FaceCrop> faces() {
    Random random = new Random(4);
    return IntStream.range(0, 35)
        .mapToObj(i -> FaceCrop.of(TinyFer.pixels(i % 7, random)))
        .toList();
  }

  private static FaceCrop face(IntBinaryOperator gray) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) gray.applyAsInt(i % SIZE, i / SIZE);
    }
    return FaceCrop.of(pixels);
  }

  private static double mean(FaceCrop face) {
    return values(face).average().orElseThrow();
  }

  private static double deviation(FaceCrop face) {
    double mean = mean(face);
    return Math.sqrt(values(face).mapToDouble(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  private static IntStream values(FaceCrop face) {
    byte[] pixels = face.pixels();
    return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff);
  }

  private static double change(FaceCrop a, FaceCrop b) {
    int[] from = values(a).toArray();
    int[] to = values(b).toArray();
    return IntStream.range(0, from.length)
        .mapToDouble(i -> Math.abs(from[i] - to[i]))
        .average()
        .orElseThrow();
  }

  private static double meanChange(Corruption corruption, double strength) {
    List<FaceCrop> faces = faces();
    return IntStream.range(0, faces.size())
        .mapToDouble(i -> change(faces.get(i), corruption.apply(faces.get(i), strength, i)))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void eachOfTheFiveStrengthsChangesAFaceMoreThanTheOneBefore(Corruption corruption) {
    assertEquals(5, corruption.strengths().size());
    double before = 0;
    for (double strength : corruption.strengths()) {
      double change = meanChange(corruption, strength);
      assertTrue(change > before, corruption + " " + strength + ": " + before + ", " + change);
      before = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameSeedGivesTheSameFaceAndKeepsTheInput(Corruption corruption) {
    FaceCrop face = faces().get(2);
    byte[] pixels = face.pixels();
    double strength = corruption.strengths().get(2);
    assertEquals(corruption.apply(face, strength, 7), corruption.apply(face, strength, 7));
    assertTrue(Arrays.equals(pixels, face.pixels()));
  }

  /** Seeds 0 and 2 both rotate clockwise, so they differ only in corruptions with random values. */
  @ParameterizedTest
  @EnumSource(names = {"NOISE", "LOW_LIGHT", "OCCLUSION", "DETECTOR_JITTER"})
  void otherSeedsGiveOtherFaces(Corruption corruption) {
    FaceCrop face = faces().get(2);
    double strength = corruption.strengths().get(2);
    assertNotEquals(corruption.apply(face, strength, 0), corruption.apply(face, strength, 2));
  }

  @ParameterizedTest
  @EnumSource(names = {"BLUR", "NOISE", "OCCLUSION", "ROTATION", "DETECTOR_JITTER"})
  void strengthZeroChangesNothing(Corruption corruption) {
    for (FaceCrop face : faces()) {
      assertEquals(face, corruption.apply(face, 0, 5));
    }
  }

  @Test
  void fullSizeChangesNothing() {
    FaceCrop face = faces().get(2);
    assertEquals(face, Corruption.SMALL_SIZE.apply(face, 48, 0));
  }

  @ParameterizedTest
  @EnumSource(names = {"BLUR", "ROTATION", "SMALL_SIZE", "DETECTOR_JITTER"})
  void flatFaceStaysFlatUpToItsEdges(Corruption corruption) {
    FaceCrop flat = face((x, y) -> 90);
    for (double strength : corruption.strengths()) {
      FaceCrop found = corruption.apply(flat, strength, 3);
      assertTrue(values(found).allMatch(v -> v == 90), corruption + " " + strength);
    }
  }

  @Test
  void blurSpreadsAPointToAGaussian() {
    FaceCrop point = face((x, y) -> x == 20 && y == 30 ? 255 : 0);
    FaceCrop blurred = Corruption.BLUR.apply(point, 1, 0);
    double top = 255 / (2 * Math.PI);
    assertEquals(top, blurred.pixel(20, 30), 0.6);
    assertEquals(top * Math.exp(-0.5), blurred.pixel(21, 30), 0.6);
    assertEquals(top * Math.exp(-0.5), blurred.pixel(20, 29), 0.6);
    assertEquals(top * Math.exp(-2), blurred.pixel(20, 32), 0.6);
    assertEquals(top * Math.exp(-1), blurred.pixel(19, 31), 0.6);
    assertEquals(0, blurred.pixel(30, 20));
  }

  @Test
  void noiseHasTheGivenDeviation() {
    FaceCrop noisy = Corruption.NOISE.apply(face((x, y) -> 128), 16, 9);
    assertEquals(128, mean(noisy), 1);
    assertEquals(16, deviation(noisy), 1);
  }

  @Test
  void jpegLosesMoreAtLowerQuality() {
    FaceCrop face = faces().get(2);
    assertTrue(change(face, Corruption.JPEG.apply(face, 100, 0)) < 1.5);
    FaceCrop worst = Corruption.JPEG.apply(face, 5, 0);
    assertTrue(change(face, worst) > 5);
    Set<FaceCrop> all = new HashSet<>();
    Corruption.JPEG.strengths().forEach(q -> all.add(Corruption.JPEG.apply(face, q, 0)));
    assertEquals(5, all.size());
  }

  @Test
  void lessLightIsDarkerAndNoisier() {
    FaceCrop flat = face((x, y) -> 200);
    FaceCrop quarter = Corruption.LOW_LIGHT.apply(flat, 25, 0);
    // 0.25 to the power of 1/2.2.
    assertEquals(0.5325 * 200, mean(quarter), 1);
    FaceCrop little = Corruption.LOW_LIGHT.apply(flat, 2, 0);
    assertEquals(0.169 * 200, mean(little), 1);
    double contrast = deviation(quarter) / mean(quarter);
    assertTrue(contrast > 0.01 && contrast < 0.03, "contrast of noise " + contrast);
    assertTrue(deviation(little) / mean(little) > 3 * contrast);
    assertEquals(0, mean(Corruption.LOW_LIGHT.apply(face((x, y) -> 0), 100, 0)), 10);
  }

  @ParameterizedTest
  @EnumSource(names = "OCCLUSION")
  void rectangleCoversTheGivenPercentage(Corruption occlusion) {
    FaceCrop black = face((x, y) -> 0);
    Set<Integer> places = new HashSet<>();
    for (double percent : occlusion.strengths()) {
      for (int seed = 0; seed < 50; seed++) {
        FaceCrop covered = occlusion.apply(black, percent, seed);
        int[] gray =
            IntStream.range(0, FaceCrop.PIXELS)
                .filter(i -> covered.pixel(i % SIZE, i / SIZE) > 0)
                .toArray();
        assertEquals(percent / 100 * FaceCrop.PIXELS, gray.length, 30, "seed " + seed);
        int width = gray[gray.length - 1] % SIZE - gray[0] % SIZE + 1;
        int height = gray[gray.length - 1] / SIZE - gray[0] / SIZE + 1;
        assertEquals(width * height, gray.length, "a full rectangle");
        assertTrue(width <= 2.3 * height && height <= 2.3 * width, width + "x" + height);
        places.add(gray[0]);
      }
    }
    assertTrue(places.size() > 100, places.size() + " places");
  }

  @Test
  void rotatesClockwiseForEvenSeedsAndCounterclockwiseForOdd() {
    // A dark face with a light spot at three o'clock.
    FaceCrop spot = face((x, y) -> Math.hypot(x - 41.5, y - 23.5) < 4 ? 255 : 0);
    FaceCrop even = Corruption.ROTATION.apply(spot, 20, 4);
    FaceCrop odd = Corruption.ROTATION.apply(spot, 20, 5);
    int x = (int) Math.round(23.5 + 18 * Math.cos(Math.toRadians(20)));
    int lower = (int) Math.round(23.5 + 18 * Math.sin(Math.toRadians(20)));
    int upper = (int) Math.round(23.5 - 18 * Math.sin(Math.toRadians(20)));
    assertEquals(255, even.pixel(x, lower));
    assertEquals(0, even.pixel(x, upper));
    assertEquals(255, odd.pixel(x, upper));
    assertEquals(0, odd.pixel(x, lower));
  }

  /** A shift of half a pixel by linear interpolation would halve the contrast of these stripes. */
  @Test
  void rotationKeepsAFaceSharp() {
    FaceCrop stripes = face((x, y) -> x % 4 < 2 ? 40 : 200);
    FaceCrop rotated = Corruption.ROTATION.apply(stripes, 10, 0);
    assertTrue(deviation(rotated) > 0.8 * deviation(stripes), "contrast " + deviation(rotated));
  }

  @Test
  void smallFaceLosesFineDetail() {
    FaceCrop stripes = face((x, y) -> x % 2 == 0 ? 0 : 200);
    FaceCrop small = Corruption.SMALL_SIZE.apply(stripes, 24, 0);
    assertTrue(values(small).allMatch(v -> v == 100));
    FaceCrop halves = face((x, y) -> y < 24 ? 40 : 200);
    FaceCrop rough = Corruption.SMALL_SIZE.apply(halves, 8, 0);
    assertEquals(40, rough.pixel(5, 20));
    assertEquals(200, rough.pixel(5, 27));
    // Values change linearly between the centers of two of its pixels, at 20.5 and 26.5.
    assertEquals(120 - 160 / 12, rough.pixel(5, 23), 1);
    assertEquals(120 + 160 / 12, rough.pixel(5, 24), 1);
  }

  @Test
  void jitterShiftsInAllDirectionsByTheGivenDeviation() {
    // The position of the center of a light spot.
    FaceCrop spot = face((x, y) -> Math.hypot(x - 23.5, y - 23.5) < 5 ? 255 : 0);
    double sum = 0;
    double squares = 0;
    int n = 500;
    for (int seed = 0; seed < n; seed++) {
      FaceCrop moved = Corruption.DETECTOR_JITTER.apply(spot, 4, seed);
      double x =
          IntStream.range(0, FaceCrop.PIXELS)
                  .mapToDouble(i -> i % SIZE * (double) moved.pixel(i % SIZE, i / SIZE))
                  .sum()
              / values(moved).sum();
      sum += x - 23.5;
      squares += (x - 23.5) * (x - 23.5);
    }
    assertEquals(0, sum / n, 0.3);
    assertEquals(0.04 * SIZE, Math.sqrt(squares / n), 0.2);
  }

  @Test
  void strengthsOutsideTheirRangeAreRejected() {
    FaceCrop face = faces().get(0);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Corruption.JPEG.apply(face, 100.5, 0))
            .getMessage();
    assertEquals("JPEG: expected a strength of 0–100 (quality), found 100.5", message);
    for (Corruption corruption : Corruption.values()) {
      for (double strength : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThrows(IllegalArgumentException.class, () -> corruption.apply(face, strength, 0));
      }
    }
  }
}
