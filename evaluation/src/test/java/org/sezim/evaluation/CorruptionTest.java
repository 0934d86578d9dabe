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

  private static FaceCrop face(IntBinaryOperator grey) {
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) grey.applyAsInt(i % SIZE, i / SIZE);
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

  private static double meanChange(Corruption disturbance, double strength) {
    List<FaceCrop> faces = faces();
    return IntStream.range(0, faces.size())
        .mapToDouble(i -> change(faces.get(i), disturbance.apply(faces.get(i), strength, i)))
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void fiveStrengthsEachChangeAFaceMoreThanTheOneBefore(Corruption disturbance) {
    assertEquals(5, disturbance.strengths().size());
    double before = 0;
    for (double strength : disturbance.strengths()) {
      double change = meanChange(disturbance, strength);
      assertTrue(change > before, disturbance + " " + strength + ": " + before + ", " + change);
      before = change;
    }
  }

  @ParameterizedTest
  @EnumSource
  void sameSeedGivesTheSameFaceAndTheInputIsUnchanged(Corruption disturbance) {
    FaceCrop face = faces().get(2);
    byte[] pixels = face.pixels();
    double strength = disturbance.strengths().get(2);
    assertEquals(disturbance.apply(face, strength, 7), disturbance.apply(face, strength, 7));
    assertTrue(Arrays.equals(pixels, face.pixels()));
  }

  /** Of those that draw, the seed 2 draws something else than 0; both turn clockwise. */
  @ParameterizedTest
  @EnumSource(names = {"NOISE", "LOW_LIGHT", "OCCLUSION", "DETECTOR_JITTER"})
  void otherSeedsGiveOtherFaces(Corruption disturbance) {
    FaceCrop face = faces().get(2);
    double strength = disturbance.strengths().get(2);
    assertNotEquals(disturbance.apply(face, strength, 0), disturbance.apply(face, strength, 2));
  }

  @ParameterizedTest
  @EnumSource(names = {"BLUR", "NOISE", "OCCLUSION", "ROTATION", "DETECTOR_JITTER"})
  void strengthZeroChangesNothing(Corruption disturbance) {
    for (FaceCrop face : faces()) {
      assertEquals(face, disturbance.apply(face, 0, 5));
    }
  }

  @Test
  void fullSizeChangesNothing() {
    FaceCrop face = faces().get(2);
    assertEquals(face, Corruption.SMALL_SIZE.apply(face, 48, 0));
  }

  @ParameterizedTest
  @EnumSource(names = {"BLUR", "ROTATION", "SMALL_SIZE", "DETECTOR_JITTER"})
  void aFlatFaceStaysFlatUpToItsEdges(Corruption disturbance) {
    FaceCrop flat = face((x, y) -> 90);
    for (double strength : disturbance.strengths()) {
      FaceCrop found = disturbance.apply(flat, strength, 3);
      assertTrue(values(found).allMatch(v -> v == 90), disturbance + " " + strength);
    }
  }

  @Test
  void blurSpreadsAPointAsAGaussianDoes() {
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
  void noiseHasItsDeviation() {
    FaceCrop noisy = Corruption.NOISE.apply(face((x, y) -> 128), 16, 9);
    assertEquals(128, mean(noisy), 1);
    assertEquals(16, deviation(noisy), 1);
  }

  @Test
  void jpegLosesTheMoreTheLowerItsQuality() {
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
  void aRectangleCoversItsShare(Corruption occlusion) {
    FaceCrop black = face((x, y) -> 0);
    Set<Integer> places = new HashSet<>();
    for (double percent : occlusion.strengths()) {
      for (int seed = 0; seed < 50; seed++) {
        FaceCrop covered = occlusion.apply(black, percent, seed);
        int[] grey =
            IntStream.range(0, FaceCrop.PIXELS)
                .filter(i -> covered.pixel(i % SIZE, i / SIZE) > 0)
                .toArray();
        assertEquals(percent / 100 * FaceCrop.PIXELS, grey.length, 30, "seed " + seed);
        int width = grey[grey.length - 1] % SIZE - grey[0] % SIZE + 1;
        int height = grey[grey.length - 1] / SIZE - grey[0] / SIZE + 1;
        assertEquals(width * height, grey.length, "all of a rectangle");
        assertTrue(width <= 2.3 * height && height <= 2.3 * width, width + "x" + height);
        places.add(grey[0]);
      }
    }
    assertTrue(places.size() > 100, places.size() + " places");
  }

  @Test
  void turnsClockwiseForEvenSeedsAndBackForOdd() {
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

  /** Half a pixel's shift by linear interpolation would leave stripes of two pixels half of it. */
  @Test
  void turningKeepsAFaceSharp() {
    FaceCrop stripes = face((x, y) -> x % 4 < 2 ? 40 : 200);
    FaceCrop turned = Corruption.ROTATION.apply(stripes, 10, 0);
    assertTrue(deviation(turned) > 0.8 * deviation(stripes), "contrast " + deviation(turned));
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
    // Between the middles of two of its pixels, at 20.5 and 26.5, values change evenly.
    assertEquals(120 - 160 / 12, rough.pixel(5, 23), 1);
    assertEquals(120 + 160 / 12, rough.pixel(5, 24), 1);
  }

  @Test
  void jitterMovesToAllSidesByItsShare() {
    // Where the middle of a light spot comes to lie.
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
    for (Corruption disturbance : Corruption.values()) {
      for (double strength : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThrows(IllegalArgumentException.class, () -> disturbance.apply(face, strength, 0));
      }
    }
  }
}
