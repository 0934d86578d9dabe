package org.sezim.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sezim.SezimException;

/** FER+ votes made into targets, by the rule that {@link FerPlus} states. */
final class FerPlusVotes {
  /** In the order of our labels; the file has another. */
  private static final List<String> COLUMNS =
      List.of(
          "anger",
          "disgust",
          "fear",
          "happiness",
          "sadness",
          "surprise",
          "neutral",
          "contempt",
          "unknown",
          "NF");

  private static final int CONTEMPT = COLUMNS.indexOf("contempt");
  private static final int UNKNOWN = COLUMNS.indexOf("unknown");
  private static final int NO_FACE = COLUMNS.indexOf("NF");
  private static final float[] LEFT_OUT = {};

  private enum Reason {
    NO_NAME,
    CONTEMPT,
    UNKNOWN,
    NO_AGREEMENT
  }

  private final FerPlus options;
  private final FaceData.Builder builder;
  private final List<String> places = new ArrayList<>();
  // Empty where the row is bad.
  private final List<Optional<Split>> usages = new ArrayList<>();
  private final List<float[]> targets = new ArrayList<>();
  private final Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);

  private FerPlusVotes(FerPlus options, FaceData.Builder builder) {
    this.options = options;
    this.builder = builder;
  }

  /** Reads all votes; bad rows go to the builder. */
  static FerPlusVotes read(FerPlus options, FaceData.Builder builder) {
    FerPlusVotes votes = new FerPlusVotes(options, builder);
    String[] required = new String[COLUMNS.size() + 2];
    required[0] = "Usage";
    required[1] = "Image name";
    for (int i = 0; i < COLUMNS.size(); i++) {
      required[i + 2] = COLUMNS.get(i);
    }
    try (CsvRows rows = CsvRows.open(options.votes(), required)) {
      int[] columns = Arrays.stream(required).mapToInt(rows::column).toArray();
      while (rows.next()) {
        votes.places.add(rows.place());
        try {
          Split usage = Fer2013Csv.usage(rows, columns[0]);
          int[] counts = new int[COLUMNS.size()];
          for (int i = 0; i < counts.length; i++) {
            counts[i] = count(rows, columns[i + 2], COLUMNS.get(i));
          }
          boolean named = !rows.field(columns[1]).isEmpty();
          votes.usages.add(Optional.of(usage));
          votes.targets.add(named ? votes.target(counts) : votes.leaveOut(Reason.NO_NAME));
        } catch (SezimException e) {
          builder.bad(e);
          votes.usages.add(Optional.empty());
          votes.targets.add(LEFT_OUT);
        }
      }
    }
    return votes;
  }

  private static int count(CsvRows rows, int column, String name) {
    String value = rows.field(column);
    try {
      int count = Integer.parseInt(value);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new SezimException(
        rows.place(), name + ": expected a number of votes, found " + CsvRows.shown(value));
  }

  private float[] target(int[] votes) {
    for (int i = 0; i < votes.length; i++) {
      if (votes[i] == 1) {
        votes[i] = 0;
      }
    }
    int classes = options.classes();
    if (classes <= CONTEMPT) {
      if (2 * votes[CONTEMPT] > Arrays.stream(votes).sum()) {
        return leaveOut(Reason.CONTEMPT);
      }
      votes[CONTEMPT] = 0;
    }
    int all = Arrays.stream(votes).sum();
    int others = votes[UNKNOWN] + votes[NO_FACE];
    if (all > 0 && 2 * others >= all) {
      return leaveOut(Reason.UNKNOWN);
    }
    float[] target = new float[classes];
    for (int i = 0; i < classes; i++) {
      if (options.mode() == FerPlus.Mode.MAJORITY && 2 * votes[i] > all) {
        return builder.oneHot(i);
      }
      target[i] = (float) votes[i] / (all - others);
    }
    return options.mode() == FerPlus.Mode.MAJORITY || all == 0
        ? leaveOut(Reason.NO_AGREEMENT)
        : target;
  }

  private float[] leaveOut(Reason reason) {
    leftOut.merge(reason, 1, Integer::sum);
    return LEFT_OUT;
  }

  /**
   * The target of a row, empty if it is left out.
   *
   * @param row from 0, bad rows counted
   * @param place the row of FER-2013 that it goes with
   */
  float[] target(int row, Split split, String place) {
    if (row >= targets.size()) {
      return LEFT_OUT; // requireRows tells of it when all rows are counted
    }
    if (usages.get(row).isPresent() && usages.get(row).get() != split) {
      throw new SezimException(
          places.get(row),
          "Usage: expected "
              + split.label()
              + " as in "
              + place
              + ", found "
              + usages.get(row).get().label());
    }
    return targets.get(row);
  }

  /** Makes sure that there are as many votes as rows. */
  void requireRows(int rows, Path source) {
    if (rows != targets.size()) {
      throw new SezimException(
          options.votes().toString(),
          "expected " + rows + " rows, one for each of " + source + ", found " + targets.size());
    }
  }

  /** How many rows were left out, and why. */
  String note() {
    return String.format(
        Locale.ROOT,
        "FER+ votes leave out %d of %d rows: %d without a face, %d mostly unknown or no face,"
            + " %d mostly contempt, %d without agreement",
        leftOut.values().stream().mapToInt(n -> n).sum(),
        targets.size(),
        leftOut.getOrDefault(Reason.NO_NAME, 0),
        leftOut.getOrDefault(Reason.UNKNOWN, 0),
        leftOut.getOrDefault(Reason.CONTEMPT, 0),
        leftOut.getOrDefault(Reason.NO_AGREEMENT, 0));
  }
}
