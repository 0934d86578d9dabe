package org.sezim.dataset;

import java.util.Optional;

/**
 * How to read a data set.
 *
 * @param skipBadRows whether bad rows are left out and listed in {@link FaceDataset#badRows}
 *     instead of being an error
 * @param votes FER+ votes to label the faces with, instead of FER-2013's own labels
 */
public record DatasetOptions(boolean skipBadRows, Optional<FerPlus> votes) {
  /** Bad rows are errors, labels are the data's own. */
  public static DatasetOptions defaults() {
    return new DatasetOptions(false, Optional.empty());
  }

  /** The same with another choice about bad rows. */
  public DatasetOptions withSkipBadRows(boolean skip) {
    return new DatasetOptions(skip, votes);
  }

  /** The same with labels from FER+ votes. */
  public DatasetOptions withVotes(FerPlus ferPlus) {
    return new DatasetOptions(skipBadRows, Optional.of(ferPlus));
  }
}
