package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.dataset.Duplicates.Copy;
import org.sezim.face.FaceCrop;
import org.sezim.testing.MadeUpFaces;
import org.sezim.testing.SharedData;

class DuplicatesTest {
  private final List<byte[]> pixels = new ArrayList<>();
  private final List<float[]> targets = new ArrayList<>();

  private DuplicatesTest with(byte[] face, int label) {
    float[] target = new float[2];
    target[label] = 1;
    pixels.add(face);
    targets.add(target);
    return this;
  }

  /** The faces added so far; the next set starts empty. */
  private LabeledFaces set() {
    LabeledFaces set = new LabeledFaces(List.of("a", "b"), pixels, targets);
    pixels.clear();
    targets.clear();
    return set;
  }

  private static byte[] flat(int gray) {
    byte[] flat = new byte[FaceCrop.PIXELS];
    Arrays.fill(flat, (byte) gray);
    return flat;
  }

  private Duplicates compare(byte[] a, byte[] b) {
    LabeledFaces first = with(a, 0).set();
    return Duplicates.between(first, with(b, 0).set());
  }

  @Test
  void equalPixelsAreAnExactCopy() {
    Duplicates found = compare(MadeUpFaces.face(1), MadeUpFaces.face(1));
    assertEquals(List.of(new Copy(0, 0, true, false)), found.copies());
    assertEquals(1, found.exact());
    assertEquals(0, found.near());
    assertEquals("Duplicates[1 exact and 0 near of 1 faces]", found.toString());
  }

  @Test
  void darkenedNoisyAndMirroredFacesAreNearCopies() {
    byte[] face = MadeUpFaces.face(1);
    List<Copy> near = List.of(new Copy(0, 0, false, false));
    assertEquals(near, compare(face, MadeUpFaces.copied(face)).copies());
    assertEquals(near, compare(face, MadeUpFaces.mirrored(face)).copies());
    assertEquals(near, compare(MadeUpFaces.copied(MadeUpFaces.mirrored(face)), face).copies());
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 1", "-1, 2, 1", "-3, -3, 1.08", "2, 2, 0.94"})
  void slightlyDifferentCropsAreCopies(double right, double down, double zoom) {
    for (int seed = 0; seed < 10; seed++) {
      byte[] moved = MadeUpFaces.face(seed, right, down, zoom);
      assertEquals(1, compare(MadeUpFaces.face(seed), moved).near(), "face " + seed);
    }
  }

  @Test
  void otherFacesAreNoCopies() {
    for (int seed = 0; seed < 100; seed++) {
      with(MadeUpFaces.face(seed), 0);
    }
    LabeledFaces faces = set();
    for (int seed = 100; seed < 200; seed++) {
      with(MadeUpFaces.face(seed), 0);
    }
    Duplicates found = Duplicates.between(faces, set());
    assertEquals(List.of(), found.copies());
    assertEquals(100, found.unique().length);
  }

  @Test
  void flatImagesAreCopiesOnlyIfTheyAreEqual() {
    assertEquals(1, compare(flat(0), flat(0)).exact());
    assertEquals(0, compare(flat(0), flat(255)).copies().size());
    assertEquals(0, compare(flat(100), MadeUpFaces.face(1)).copies().size());
    byte[] spot = flat(7);
    spot[1000] = 8;
    assertEquals(0, compare(flat(7), spot).copies().size());
  }

  @Test
  void firstExactCopyIsReportedAndAllLabelsCount() {
    byte[] face = MadeUpFaces.face(1);
    LabeledFaces faces = with(MadeUpFaces.face(2), 0).with(face, 0).set();
    LabeledFaces others =
        with(MadeUpFaces.copied(face), 1).with(MadeUpFaces.face(3), 1).with(face, 0).set();
    Duplicates found = Duplicates.between(faces, others);
    assertEquals(List.of(new Copy(1, 2, true, true)), found.copies());
    assertEquals(1, found.otherLabel());
    assertArrayEquals(new int[] {0}, found.unique());
  }

  @Test
  void withinASetEveryCopyIsReported() {
    byte[] face = MadeUpFaces.face(1);
    with(MadeUpFaces.face(2), 0).with(face, 0).with(MadeUpFaces.mirrored(face), 1).with(face, 0);
    Duplicates found = Duplicates.within(with(MadeUpFaces.face(3), 0).set());
    assertEquals(
        List.of(
            new Copy(1, 3, true, true), new Copy(2, 1, false, true), new Copy(3, 1, true, true)),
        found.copies());
    assertEquals(2, found.exact());
    assertEquals(1, found.near());
    assertArrayEquals(new int[] {0, 4}, found.unique());
  }

  @Test
  void emptySetsHaveNoCopies() {
    LabeledFaces none = set();
    assertEquals(0, Duplicates.within(none).copies().size());
    assertEquals(0, Duplicates.between(none, none).unique().length);
  }

  /** A separate script found as many exact copies; all near copies were inspected. */
  @Test
  @Tag("slow")
  void fer2013HasTheKnownCopies() {
    FaceDataset data =
        FaceDataset.read(SharedData.require("fer2013/fer2013.csv.gz"), DatasetOptions.defaults());
    LabeledFaces publicTest = data.split(Split.PUBLIC_TEST);
    Duplicates inTraining = Duplicates.between(publicTest, data.split(Split.TRAINING));
    assertEquals("Duplicates[274 exact and 420 near of 3589 faces]", inTraining.toString());
    assertEquals(89, inTraining.otherLabel());
    Duplicates within = Duplicates.within(publicTest);
    assertEquals("Duplicates[52 exact and 102 near of 3589 faces]", within.toString());
  }
}
