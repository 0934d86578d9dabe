package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.testing.TinyFer;

class VoteAlignmentTest {
  private static final int ROWS = 1500;

  /** Votes that agree with the label of two in three faces, like those of FER+ with FER-2013. */
  private static float[][] shares(int[] labels, Random random) {
    float[][] shares = new float[labels.length][7];
    for (int i = 0; i < labels.length; i++) {
      int voted = random.nextInt(3) == 0 ? random.nextInt(7) : labels[i];
      shares[i][voted] = 0.6f;
      shares[i][random.nextInt(7)] += 0.4f;
    }
    return shares;
  }

  private static int[] labels(Random random) {
    return IntStream.range(0, ROWS).map(i -> random.nextInt(7)).toArray();
  }

  @Test
  void findsGapsAndMovedFaces() {
    Random random = new Random(1);
    int[] official = labels(random);
    float[][] shares = shares(official, random);
    // A copy with the first 20 rows and eight others moved to the end of the split.
    List<Integer> order = new ArrayList<>();
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      (i < 20 || i % 170 == 100 ? moved : order).add(i);
    }
    int inOrder = order.size();
    order.addAll(moved);
    int[] copy = order.stream().mapToInt(i -> official[i]).toArray();
    copy[700] = -1; // a bad row

    int[] asIs = IntStream.range(0, ROWS).toArray();
    assertTrue(VoteAlignment.agreement(copy, shares, asIs) < 0.35);
    int[] votes = VoteAlignment.align(copy, shares);
    int right = 0;
    for (int i = 0; i < inOrder; i++) {
      right += votes[i] == order.get(i) ? 1 : 0;
    }
    assertTrue(right >= 0.97 * inOrder, right + " of " + inOrder);
    for (int i = inOrder; i < ROWS; i++) {
      assertEquals(-1, votes[i]);
    }
    assertTrue(VoteAlignment.agreement(copy, shares, votes) > 0.6);
  }

  @Test
  void keepsTheOfficialOrder() {
    Random random = new Random(2);
    int[] labels = labels(random);
    float[][] shares = shares(labels, random);
    int[] asIs = IntStream.range(0, ROWS).toArray();
    assertTrue(VoteAlignment.agreement(labels, shares, asIs) > 0.6);
    int[] votes = VoteAlignment.align(labels, shares);
    assertEquals(ROWS, IntStream.range(0, ROWS).filter(i -> votes[i] == i).count());
  }

  @Test
  void votesOfOtherFacesAreAnError(@TempDir Path folder) throws IOException {
    Path csv = folder.resolve("fer2013.csv");
    TinyFer.write(csv, 700, 0, 0, 1);
    StringBuilder text =
        new StringBuilder(
            "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,"
                + "unknown,NF\n");
    Random random = new Random(3);
    for (int i = 0; i < 700; i++) {
      int[] votes = new int[10];
      votes[random.nextInt(7)] = 10;
      text.append("Training,fer").append(i).append(".png");
      IntStream.of(votes).forEach(n -> text.append(',').append(n));
      text.append('\n');
    }
    Path file = Files.writeString(folder.resolve("votes.csv"), text);
    DatasetOptions options =
        DatasetOptions.defaults().withVotes(new FerPlus(file, 7, FerPlus.Mode.MAJORITY));
    SezimException e = assertThrows(SezimException.class, () -> FaceDataset.read(csv, options));
    assertTrue(
        e.getMessage()
            .startsWith(
                file
                    + ": expected votes for the rows of "
                    + csv
                    + ", found votes that agree with its labels on "),
        e.getMessage());
  }
}
