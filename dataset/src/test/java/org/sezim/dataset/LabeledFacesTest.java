package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabeledFacesTest {
  private static final List<String> LABELS = List.of("a", "b", "c");

  /** Face i has i as its first pixel; the first {@code counts[0]} faces are "a", and so on. */
  private static LabeledFaces set(int... counts) {
    List<byte[]> pixels = new ArrayList<>();
    List<float[]> targets = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      for (int n = 0; n < counts[label]; n++) {
        byte[] face = new byte[2304];
        face[0] = (byte) pixels.size();
        face[2303] = 7;
        pixels.add(face);
        float[] target = new float[3];
        target[label] = 1;
        targets.add(target);
      }
    }
    return new LabeledFaces(LABELS, pixels, targets);
  }

  private static int[] ids(LabeledFaces set) {
    return IntStream.range(0, set.size()).map(i -> set.pixels(i)[0] & 0xff).toArray();
  }

  private static int[] counts(LabeledFaces set) {
    int[] counts = new int[3];
    IntStream.range(0, set.size()).forEach(i -> counts[set.label(i)]++);
    return counts;
  }

  @Test
  void accessorsReturnCopies() {
    LabeledFaces set = set(2, 1);
    assertEquals(3, set.size());
    assertEquals(LABELS, set.labels());
    set.pixels(1)[0] = 99;
    assertEquals(1, set.pixels(1)[0]);
    set.target(2)[1] = 99;
    assertArrayEquals(new float[] {0, 1, 0}, set.target(2));
    assertEquals(1, set.label(2));
    assertEquals(0, set.label(1));
    assertEquals(2, set.crop(2).pixel(0, 0));
    assertEquals(7, set.crop(2).pixel(47, 47));
  }

  @Test
  void copiesPixelsAndTargetsIntoABatch() {
    LabeledFaces set = set(2, 1);
    byte[] pixels = new byte[2304 + 10];
    set.copyPixels(2, pixels, 5);
    assertArrayEquals(set.pixels(2), Arrays.copyOfRange(pixels, 5, 2309));
    assertEquals(0, pixels[4]);
    assertEquals(0, pixels[2309]);
    float[] targets = new float[5];
    set.copyTarget(2, targets, 1);
    assertArrayEquals(new float[] {0, 0, 1, 0, 0}, targets);
  }

  @Test
  void labelIsTheMostProbableAndTheFirstInATie() {
    LabeledFaces set =
        new LabeledFaces(
            LABELS,
            List.of(new byte[2304], new byte[2304]),
            List.of(new float[] {.2f, .3f, .5f}, new float[] {.2f, .4f, .4f}));
    assertEquals(2, set.label(0));
    assertEquals(1, set.label(1));
  }

  @Test
  void subsetKeepsTheOrderOfTheIndices() {
    LabeledFaces subset = set(2, 2).subset(new int[] {3, 0, 3});
    assertArrayEquals(new int[] {3, 0, 3}, ids(subset));
    assertEquals(1, subset.label(0));
    assertEquals(0, subset.label(1));
    assertEquals(LABELS, subset.labels());
  }

  @Test
  void firstReturnsAtMostAllFaces() {
    assertArrayEquals(new int[] {0, 1}, ids(set(2, 2).first(2)));
    assertArrayEquals(new int[] {0, 1, 2, 3}, ids(set(2, 2).first(9)));
    assertEquals(0, set(2, 2).first(0).size());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> set(2).first(-1));
    assertEquals("n: expected at least 0, found -1", e.getMessage());
  }

  @Test
  void heldOutIsStratifiedByLabel() {
    LabeledFaces set = set(100, 30, 9);
    LabeledFaces.HeldOut parts = set.heldOut(0.2, 1);
    assertArrayEquals(new int[] {20, 6, 2}, counts(parts.heldOut()));
    assertArrayEquals(new int[] {80, 24, 7}, counts(parts.kept()));
    int[] kept = ids(parts.kept());
    int[] out = ids(parts.heldOut());
    int[] all = IntStream.concat(Arrays.stream(kept), Arrays.stream(out)).sorted().toArray();
    assertArrayEquals(IntStream.range(0, 139).toArray(), all);
    assertArrayEquals(Arrays.stream(kept).sorted().toArray(), kept);
    assertArrayEquals(Arrays.stream(out).sorted().toArray(), out);
  }

  @Test
  void heldOutDependsOnTheSeed() {
    LabeledFaces set = set(100, 30, 9);
    int[] first = ids(set.heldOut(0.2, 1).heldOut());
    assertArrayEquals(first, ids(set.heldOut(0.2, 1).heldOut()));
    assertNotEquals(Arrays.toString(first), Arrays.toString(ids(set.heldOut(0.2, 2).heldOut())));
    assertNotEquals(
        Arrays.toString(IntStream.range(0, 20).toArray()),
        Arrays.toString(Arrays.copyOf(first, 20)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void fractionOutOfRangeIsRejected(double fraction) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> set(4).heldOut(fraction, 1));
    assertEquals(
        "fraction: expected more than 0 and less than 1, found " + fraction, e.getMessage());
  }
}
