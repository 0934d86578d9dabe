package org.sezim.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sezim.SezimException;

/** Reader of FER+ votes, which makes them into targets by the rules in {@link FerPlus}. */
final class FerPlusVotes {
  /** In the order of the labels; the file has another order. */
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

  /** Target of a row that is left out. */
  private static final float[] LEFT_OUT = {};

  /** With fewer rows, the agreement of labels and votes is not significant. */
  private static final int MIN_ROWS = 500;

  /** Minimum of {@link VoteAlignment#agreement}: 0.65 if rows and votes match, 0.2 if not. */
  private static final double MIN_AGREEMENT = 0.5;

  private enum ExclusionReason {
    NO_NAME,
    CONTEMPT,
    UNKNOWN,
    NO_AGREEMENT
  }

  private final FerPlus options;
  private final FaceDataset.Builder builder;
  private final List<String> places = new ArrayList<>();
  // Empty for a bad row.
  private final List<Optional<Split>> usages = new ArrayList<>();
  private final List<float[]> targets = new ArrayList<>();
  // The fraction of all votes for each of the first seven columns, before any rule.
  private final List<float[]> shares = new ArrayList<>();
  private boolean aligned;
  private int withoutVotes;
  private final Map<ExclusionReason, Integer> leftOut = new EnumMap<>(ExclusionReason.class);

  private FerPlusVotes(FerPlus options, FaceDataset.Builder builder) {
    this.options = options;
    this.builder = builder;
  }

  /** Reads all votes; reports bad rows to the builder. */
  static FerPlusVotes read(FerPlus options, FaceDataset.Builder builder) {
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
          votes.shares.add(shares(counts));
          votes.targets.add(named ? votes.target(counts) : votes.leaveOut(ExclusionReason.NO_NAME));
        } catch (SezimException e) {
          builder.bad(e);
          votes.usages.add(Optional.empty());
          votes.shares.add(new float[CONTEMPT]);
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
      // Reported below.
    }
    throw new SezimException(
        rows.place(), name + ": expected a number of votes, found " + CsvRows.shown(value));
  }

  private static float[] shares(int[] votes) {
    float[] shares = new float[CONTEMPT];
    int all = Math.max(1, Arrays.stream(votes).sum());
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) votes[i] / all;
    }
    return shares;
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
        return leaveOut(ExclusionReason.CONTEMPT);
      }
      votes[CONTEMPT] = 0;
    }
    int all = Arrays.stream(votes).sum();
    int others = votes[UNKNOWN] + votes[NO_FACE];
    if (all > 0 && 2 * others >= all) {
      return leaveOut(ExclusionReason.UNKNOWN);
    }
    float[] target = new float[classes];
    for (int i = 0; i < classes; i++) {
      if (options.mode() == FerPlus.Mode.MAJORITY && 2 * votes[i] > all) {
        return builder.oneHot(i);
      }
      target[i] = (float) votes[i] / (all - others);
    }
    return options.mode() == FerPlus.Mode.MAJORITY || all == 0
        ? leaveOut(ExclusionReason.NO_AGREEMENT)
        : target;
  }

  private float[] leaveOut(ExclusionReason reason) {
    leftOut.merge(reason, 1, Integer::sum);
    return LEFT_OUT;
  }

  /**
   * Returns the target of each row of FER-2013; the array is empty for a row that is left out.
   *
   * @param rows the rows of FER-2013, empty for a bad row
   * @throws SezimException if the votes do not belong to these rows
   */
  List<float[]> targets(List<Optional<Fer2013Csv.Row>> rows, Path source) {
    if (rows.size() != targets.size()) {
      throw new SezimException(
          options.votes().toString(),
          "expected "
              + rows.size()
              + " rows, one for each of "
              + source
              + ", found "
              + targets.size());
    }
    List<float[]> found = new ArrayList<>(Collections.nCopies(rows.size(), LEFT_OUT));
    for (Split split : Split.values()) {
      int[] own = rowsOf(split, rows);
      int[] labels =
          Arrays.stream(own).map(i -> rows.get(i).map(r -> r.emotion).orElse(-1)).toArray();
      float[][] voted = Arrays.stream(own).mapToObj(shares::get).toArray(float[][]::new);
      int[] votes = IntStream.range(0, own.length).toArray();
      if (own.length >= MIN_ROWS && VoteAlignment.agreement(labels, voted, votes) < MIN_AGREEMENT) {
        votes = VoteAlignment.align(labels, voted);
        requireAgreement(VoteAlignment.agreement(labels, voted, votes), source);
        aligned = true;
      }
      for (int i = 0; i < own.length; i++) {
        if (votes[i] < 0) {
          withoutVotes++;
        } else {
          found.set(own[i], targets.get(own[votes[i]]));
        }
      }
    }
    return found;
  }

  /** The indices of the rows of one split; both files must name the same split. */
  private int[] rowsOf(Split split, List<Optional<Fer2013Csv.Row>> rows) {
    return IntStream.range(0, rows.size())
        .filter(
            i ->
                rows.get(i)
                    .map(r -> Optional.of(r.split))
                    .orElse(usages.get(i))
                    .equals(Optional.of(split)))
        .peek(
            i -> {
              if (usages.get(i).isPresent() && usages.get(i).get() != split) {
                throw new SezimException(
                    places.get(i),
                    "Usage: expected "
                        + split.label()
                        + " as in "
                        + rows.get(i).orElseThrow().place
                        + ", found "
                        + usages.get(i).get().label());
              }
            })
        .toArray();
  }

  private void requireAgreement(double agreement, Path source) {
    if (agreement < MIN_AGREEMENT) {
      throw new SezimException(
          options.votes().toString(),
          String.format(
              Locale.ROOT,
              "expected votes for the rows of %s, found votes that agree with its labels on %.0f %%"
                  + " of them (about 65 %% where they belong together)",
              source,
              agreement * 100));
    }
  }

  /** Notes on the number of rows left out by reason, and on the alignment if there was one. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            Locale.ROOT,
            "FER+ votes leave out %d of %d rows: %d without a face, %d mostly unknown or no face,"
                + " %d mostly contempt, %d without agreement",
            leftOut.values().stream().mapToInt(n -> n).sum(),
            targets.size(),
            leftOut.getOrDefault(ExclusionReason.NO_NAME, 0),
            leftOut.getOrDefault(ExclusionReason.UNKNOWN, 0),
            leftOut.getOrDefault(ExclusionReason.CONTEMPT, 0),
            leftOut.getOrDefault(ExclusionReason.NO_AGREEMENT, 0)));
    if (aligned) {
      notes.add(
          "this copy of FER-2013 is not in the official order: its rows and the FER+ votes were"
              + " aligned by the labels, and "
              + withoutVotes
              + " faces have no votes; next to a gap, a face may have its neighbor's");
    }
    return notes;
  }
}
