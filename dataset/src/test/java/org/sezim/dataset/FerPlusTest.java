package org.sezim.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;
import org.sezim.testing.TinyFer;

class FerPlusTest {
  private static final String HEADER =
      "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n";

  private static final List<String> SEVEN =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir private Path dir;
  private Path csv;
  private Path votes;

  @BeforeEach
  void names() {
    csv = dir.resolve("fer2013.csv");
    votes = dir.resolve("fer2013new.csv");
  }

  private FaceDataset read(int classes, FerPlus.Mode mode) {
    return read(classes, mode, false);
  }

  private FaceDataset read(int classes, FerPlus.Mode mode, boolean skip) {
    return FaceDataset.read(
        csv,
        DatasetOptions.defaults()
            .withVotes(new FerPlus(votes, classes, mode))
            .withSkipBadRows(skip));
  }

  private void assertFails(String expected) {
    SezimException e = assertThrows(SezimException.class, () -> read(7, FerPlus.Mode.MAJORITY));
    assertEquals(expected, e.getMessage().replace(dir + "/", ""));
  }

  /** The target of one row with these votes, or the note if the row is left out. */
  private String target(String counts, int classes, FerPlus.Mode mode) throws IOException {
    TinyFer.write(csv, 1, 0, 0, 1);
    Files.writeString(votes, HEADER + "Training,fer0000000.png," + counts.replace(' ', ',') + "\n");
    FaceDataset data = read(classes, mode);
    LabeledFaces faces = data.split(Split.TRAINING);
    if (faces.size() == 0) {
      return data.notes().get(0).replaceAll(".*[:,] 1 ", "").replaceAll(",.*", "");
    }
    assertEquals(1, faces.size());
    StringBuilder text = new StringBuilder();
    float sum = 0;
    for (int i = 0; i < classes; i++) {
      float p = faces.target(0)[i];
      sum += p;
      if (p > 0) {
        text.append(text.isEmpty() ? "" : " ").append(data.labels().get(i)).append(' ').append(p);
      }
    }
    assertEquals(1, sum, 1e-6);
    return text.toString();
  }

  // The columns: neutral happiness surprise sadness anger disgust fear contempt unknown NF
  @ParameterizedTest
  @CsvSource({
    "10 0 0 0 0 0 0 0 0 0, neutral 1.0, neutral 1.0",
    "0 10 0 0 0 0 0 0 0 0, happy 1.0, happy 1.0",
    "0 0 10 0 0 0 0 0 0 0, surprise 1.0, surprise 1.0",
    "0 0 0 10 0 0 0 0 0 0, sad 1.0, sad 1.0",
    "0 0 0 0 10 0 0 0 0 0, angry 1.0, angry 1.0",
    "0 0 0 0 0 10 0 0 0 0, disgust 1.0, disgust 1.0",
    "0 0 0 0 0 0 10 0 0 0, fear 1.0, fear 1.0",
    "0 0 0 0 0 0 0 10 0 0, mostly contempt, contempt 1.0",
    "0 0 0 0 0 0 0 0 10 0, mostly unknown or no face, mostly unknown or no face",
    "0 0 0 0 0 0 0 0 0 10, mostly unknown or no face, mostly unknown or no face",
    // Half is no majority; dropping a single vote can make one.
    "5 5 0 0 0 0 0 0 0 0, without agreement, without agreement",
    "5 4 1 0 0 0 0 0 0 0, neutral 1.0, neutral 1.0",
    "1 1 1 1 1 1 1 1 1 1, without agreement, without agreement",
    "0 0 0 0 0 0 0 0 0 0, without agreement, without agreement",
    // Votes for unknown and NF are added up and count against an emotion.
    "5 0 0 0 0 0 0 0 5 0, mostly unknown or no face, mostly unknown or no face",
    "4 0 0 0 0 0 0 0 2 2, mostly unknown or no face, mostly unknown or no face",
    "4 2 0 0 0 0 0 0 2 2, without agreement, without agreement",
    "6 0 0 0 0 0 0 0 4 0, neutral 1.0, neutral 1.0",
    // With 7 classes, contempt is dropped before the majority is counted, unless it has the
    // majority.
    "4 0 0 2 0 0 0 4 0 0, neutral 1.0, without agreement",
    "4 0 0 0 0 0 0 6 0 0, mostly contempt, contempt 1.0",
    "5 0 0 0 0 0 0 5 0 0, neutral 1.0, without agreement",
    "0 0 0 0 0 0 0 5 5 0, mostly unknown or no face, mostly unknown or no face",
  })
  void majority(String counts, String seven, String eight) throws IOException {
    assertEquals(seven, target(counts, 7, FerPlus.Mode.MAJORITY));
    assertEquals(eight, target(counts, 8, FerPlus.Mode.MAJORITY));
  }

  @ParameterizedTest
  @CsvSource({
    "5 5 0 0 0 0 0 0 0 0, happy 0.5 neutral 0.5, happy 0.5 neutral 0.5",
    "4 0 0 0 4 0 0 1 1 0, angry 0.5 neutral 0.5, angry 0.5 neutral 0.5",
    "2 0 0 0 6 0 0 2 0 0, angry 0.75 neutral 0.25, angry 0.6 neutral 0.2 contempt 0.2",
    "0 0 2 0 0 0 6 0 2 0, fear 0.75 surprise 0.25, fear 0.75 surprise 0.25",
    "0 0 0 3 0 3 0 0 2 2, disgust 0.5 sad 0.5, disgust 0.5 sad 0.5",
    "0 0 0 0 0 5 0 0 3 2, mostly unknown or no face, mostly unknown or no face",
    "0 0 0 3 0 0 0 7 0 0, mostly contempt, sad 0.3 contempt 0.7",
    "1 1 1 1 1 1 1 1 1 1, without agreement, without agreement",
  })
  void distribution(String counts, String seven, String eight) throws IOException {
    assertEquals(seven, target(counts, 7, FerPlus.Mode.DISTRIBUTION));
    assertEquals(eight, target(counts, 8, FerPlus.Mode.DISTRIBUTION));
  }

  @Test
  void labelsReplaceThoseOfFer2013AndNotesCountTheRowsLeftOut() throws IOException {
    TinyFer.write(csv, 4, 2, 1, 5);
    Files.writeString(
        votes,
        HEADER
            + "Training,a.png,0,0,0,9,0,0,0,0,1,0\n"
            + "Training,,0,9,0,0,0,0,0,0,0,1\n"
            + "Training,c.png,4,4,0,0,0,0,0,0,0,0\n"
            + "Training,d.png,0,0,0,0,9,0,0,0,0,0\n"
            + "PublicTest,e.png,0,0,0,0,0,0,0,9,0,0\n"
            + "PublicTest,f.png,0,0,0,0,0,0,9,0,0,0\n"
            + "PrivateTest,g.png,0,0,0,0,0,0,0,0,5,0\n");
    FaceDataset data = read(7, FerPlus.Mode.MAJORITY);
    assertEquals(
        Map.of(Split.TRAINING, 2, Split.PUBLIC_TEST, 1, Split.PRIVATE_TEST, 0), data.sizes());
    assertEquals(SEVEN, data.labels());
    assertEquals(4, data.split(Split.TRAINING).label(0));
    assertEquals(0, data.split(Split.TRAINING).label(1));
    assertEquals(2, data.split(Split.PUBLIC_TEST).label(0));
    assertEquals(List.of(), data.badRows());
    assertEquals(
        List.of(
            "FER+ votes leave out 4 of 7 rows: 1 without a face, 1 mostly unknown or no face,"
                + " 1 mostly contempt, 1 without agreement"),
        data.notes());
    assertEquals(Sha256.of(csv), data.sha256());
    assertEquals(Optional.of(Sha256.of(votes)), data.votesSha256());
    Random random = new Random(5);
    assertArrayEquals(TinyFer.pixels(0, random), data.split(Split.TRAINING).pixels(0));
    TinyFer.pixels(1, random);
    TinyFer.pixels(2, random);
    assertArrayEquals(TinyFer.pixels(3, random), data.split(Split.TRAINING).pixels(1));

    FaceDataset shares = read(7, FerPlus.Mode.DISTRIBUTION);
    assertEquals(3, shares.split(Split.TRAINING).size());
    assertEquals(data.sizes(), shares.withMajority().sizes());
    assertSame(data, data.withMajority());

    FaceDataset eight = read(8, FerPlus.Mode.MAJORITY);
    assertEquals(8, eight.labels().size());
    assertEquals(SEVEN, eight.labels().subList(0, 7));
    assertEquals("contempt", eight.labels().get(7));
    assertEquals(2, eight.split(Split.PUBLIC_TEST).size());
    assertEquals(7, eight.split(Split.PUBLIC_TEST).label(0));
  }

  @Test
  void skippedRowsDoNotShiftTheVotes() throws IOException {
    TinyFer.write(csv, 4, 0, 0, 5);
    Files.writeString(csv, Files.readString(csv).replace("\n1,", "\n9,"));
    Files.writeString(
        votes,
        HEADER
            + "Training,a.png,0,0,0,9,0,0,0,0,0,0\n"
            + "PublicTest,b.png,0,9,0,0,0,0,0,0,0,0\n"
            + "Training,c.png,0,0,x,0,0,0,0,0,0,0\n"
            + "Training,d.png,0,0,0,0,9,0,0,0,0,0\n");
    FaceDataset data = read(7, FerPlus.Mode.MAJORITY, true);
    assertEquals(2, data.split(Split.TRAINING).size());
    assertEquals(4, data.split(Split.TRAINING).label(0));
    assertEquals(0, data.split(Split.TRAINING).label(1));
    assertEquals(
        List.of(
            new BadRow(votes + ":4", "surprise: expected a number of votes, found x"),
            new BadRow(csv + ":3", "emotion: expected 0–6, found 9")),
        data.badRows());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void numberOfVotesMustMatchTheRows(int rows) throws IOException {
    TinyFer.write(csv, 3, 0, 0, 5);
    Files.writeString(votes, HEADER + "Training,a.png,0,0,0,9,0,0,0,0,0,0\n".repeat(rows));
    assertFails("fer2013new.csv: expected 3 rows, one for each of fer2013.csv, found " + rows);
  }

  @Test
  void usageMustAgree() throws IOException {
    TinyFer.write(csv, 1, 1, 0, 5);
    Files.writeString(votes, HEADER + "Training,a.png,0,0,0,9,0,0,0,0,0,0\n".repeat(2));
    String expected =
        "fer2013new.csv:3: Usage: expected PublicTest as in fer2013.csv:3, found Training";
    assertFails(expected);
    SezimException e =
        assertThrows(SezimException.class, () -> read(7, FerPlus.Mode.MAJORITY, true));
    assertEquals(expected, e.getMessage().replace(dir + "/", ""));
  }

  @Test
  void badVotes() throws IOException {
    TinyFer.write(csv, 1, 0, 0, 5);
    Files.writeString(votes, HEADER + "Training,a.png,0,0,0,9,0,0,0,0,-1,0\n");
    assertFails("fer2013new.csv:2: unknown: expected a number of votes, found -1");
    Files.writeString(votes, HEADER + "Training,a.png,0,0,0,9,0,0,0,0,0,\n");
    assertFails("fer2013new.csv:2: NF: expected a number of votes, found nothing");
    Files.writeString(votes, HEADER + "Train,a.png,0,0,0,9,0,0,0,0,0,0\n");
    assertFails(
        "fer2013new.csv:2: Usage: expected Training, PublicTest or PrivateTest, found Train");
    Files.writeString(votes, HEADER + "Training,a.png,0,0,0,9,0,0,0,0,0\n");
    assertFails("fer2013new.csv:2: expected 12 fields, found 11");
    Files.writeString(votes, "Usage,neutral\n");
    assertFails(
        "fer2013new.csv: header: expected the columns Usage, Image name, anger, disgust, fear,"
            + " happiness, sadness, surprise, neutral, contempt, unknown, NF, found Usage,neutral");
    Files.delete(votes);
    assertFails("fer2013new.csv: no such file");
  }

  @Test
  void votesAreRejectedWithFolders() throws IOException {
    Files.createDirectories(dir.resolve("happy"));
    csv = dir;
    SezimException e = assertThrows(SezimException.class, () -> read(7, FerPlus.Mode.MAJORITY));
    assertEquals(dir + ": FER+ votes: expected FER-2013 as CSV, found a folder", e.getMessage());
  }

  @Test
  void sevenOrEightClasses() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new FerPlus(Path.of("x"), 6, FerPlus.Mode.MAJORITY));
    assertEquals("classes: expected 7 or 8, found 6", e.getMessage());
  }
}
