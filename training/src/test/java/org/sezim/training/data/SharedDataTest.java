package org.sezim.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real data, where it is at hand. */
class SharedDataTest {
  private static int[] counts(FaceSet faces) {
    int[] counts = new int[faces.labels().size()];
    for (int i = 0; i < faces.size(); i++) {
      counts[faces.label(i)]++;
    }
    return counts;
  }

  @Test
  @Tag("slow")
  void fer2013() {
    FaceData data =
        FaceData.read(SharedData.require("fer2013/fer2013.csv.gz"), DataOptions.defaults());
    assertEquals(
        Map.of(Split.TRAINING, 28709, Split.PUBLIC_TEST, 3589, Split.PRIVATE_TEST, 0),
        data.sizes());
    assertArrayEquals(
        new int[] {3995, 436, 4097, 7215, 4830, 3171, 4965}, counts(data.split(Split.TRAINING)));
    assertArrayEquals(
        new int[] {467, 56, 496, 895, 653, 415, 607}, counts(data.split(Split.PUBLIC_TEST)));
    byte[] first = data.split(Split.TRAINING).pixels(0);
    assertEquals(List.of(70, 80, 82), List.of((int) first[0], (int) first[1], (int) first[2]));
  }

  /** Expected figures: counted from the votes by a separate script after the same rule. */
  @ParameterizedTest
  @Tag("slow")
  @CsvSource({
    "7, MAJORITY, 25148, 3218, 158, 204, 132, 3438",
    "7, DISTRIBUTION, 28269, 3535, 158, 204, 132, 0",
    "8, MAJORITY, 25060, 3199, 158, 169, 0, 3712",
    "8, DISTRIBUTION, 28416, 3555, 158, 169, 0, 0",
  })
  void ferPlus(
      int classes,
      FerPlus.Mode mode,
      int training,
      int publicTest,
      int noFace,
      int unknown,
      int contempt,
      int disagreeing) {
    Path csv = SharedData.require("fer2013/fer2013.csv.gz");
    Path votes = SharedData.require("fer2013/fer2013new.csv");
    FaceData data =
        FaceData.read(csv, DataOptions.defaults().withVotes(new FerPlus(votes, classes, mode)));
    assertEquals(
        Map.of(Split.TRAINING, training, Split.PUBLIC_TEST, publicTest, Split.PRIVATE_TEST, 0),
        data.sizes());
    assertEquals(
        List.of(
            String.format(
                "FER+ votes leave out %d of 32298 rows: %d without a face, %d mostly unknown or no"
                    + " face, %d mostly contempt, %d without agreement",
                32298 - training - publicTest, noFace, unknown, contempt, disagreeing)),
        data.notes());
  }

  @Test
  void photos() {
    DataOptions options = DataOptions.defaults().withSkipBadRows(true);
    FaceData data = FaceData.read(SharedData.require("photos"), options);
    // One of them is WebP by another name.
    int bad = data.badRows().size();
    assertTrue(bad <= 1, data.badRows().toString());
    assertEquals(185 - bad, data.require(Split.TRAINING).size());
    assertEquals(Emotions.FER_2013, data.labels());
  }
}
