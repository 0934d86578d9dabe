package org.sezim.dataset;

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
import org.sezim.emotion.Emotions;
import org.sezim.testing.SharedData;

/** FER-2013, FER+ and photos as published; skipped where they are not available. */
class PublishedDatasetsTest {
  private static int[] counts(LabeledFaces faces) {
    int[] counts = new int[faces.labels().size()];
    for (int i = 0; i < faces.size(); i++) {
      counts[faces.label(i)]++;
    }
    return counts;
  }

  @Test
  @Tag("slow")
  void fer2013HasTheKnownCounts() {
    FaceDataset data =
        FaceDataset.read(SharedData.require("fer2013/fer2013.csv.gz"), DatasetOptions.defaults());
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

  /**
   * A separate script counted the rows left out by the same rules. The faces are those that remain
   * after the alignment, which this copy of FER-2013 needs: 149 of its faces are at the end of
   * their split.
   */
  @ParameterizedTest
  @Tag("slow")
  @CsvSource({
    "7, MAJORITY, 25133, 3153, 3932 158 204 132 3438",
    "7, DISTRIBUTION, 28251, 3464, 494 158 204 132 0",
    "8, MAJORITY, 25045, 3134, 4039 158 169 0 3712",
    "8, DISTRIBUTION, 28398, 3483, 327 158 169 0 0",
  })
  void ferPlusHasTheKnownCounts(
      int classes, FerPlus.Mode mode, int training, int publicTest, String leftOut) {
    Path csv = SharedData.require("fer2013/fer2013.csv.gz");
    Path votes = SharedData.require("fer2013/fer2013new.csv");
    FaceDataset data =
        FaceDataset.read(
            csv, DatasetOptions.defaults().withVotes(new FerPlus(votes, classes, mode)));
    assertEquals(
        Map.of(Split.TRAINING, training, Split.PUBLIC_TEST, publicTest, Split.PRIVATE_TEST, 0),
        data.sizes());
    assertEquals(2, data.notes().size());
    String counts =
        data.notes()
            .get(0)
            .replace("FER+", "")
            .replace("of 32298 rows", "")
            .replaceAll("[^0-9]+", " ");
    assertEquals(leftOut, counts.strip());
    assertTrue(data.notes().get(1).contains("and 149 faces have no votes"), data.notes().get(1));
  }

  @Test
  void photosInEmotionFolders() {
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(true);
    FaceDataset data = FaceDataset.read(SharedData.require("photos"), options);
    // One of them is WebP with another extension.
    int bad = data.badRows().size();
    assertTrue(bad <= 1, data.badRows().toString());
    assertEquals(185 - bad, data.require(Split.TRAINING).size());
    assertEquals(Emotions.FER2013, data.labels());
  }
}
