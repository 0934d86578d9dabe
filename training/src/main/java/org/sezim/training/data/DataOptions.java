package org.sezim.training.data;

import java.util.Optional;

/**
 * How to read a data set.
 *
 * @param skipBadRows whether bad rows are left out and listed in {@link FaceData#badRows} instead
 *     of being an error
 * @param votes FER+ votes to label the faces with, instead of FER-2013's own labels
 */
public record DataOptions(boolean skipBadRows, Optional<FerPlus> votes) {
  /** Bad rows are errors, labels are the data's own. */
  public static DataOptions defaults() {
    return new DataOptions(false, Optional.empty());
  }

  /** The same with another choice about bad rows. */
  public DataOptions withSkipBadRows(boolean skip) {
    return new DataOptions(skip, votes);
  }

  /** The same with labels from FER+ votes. */
  public DataOptions withVotes(FerPlus ferPlus) {
    return new DataOptions(skipBadRows, Optional.of(ferPlus));
  }
}
