package org.sezim.dataset;

import java.util.Optional;

/**
 * Options for reading a dataset.
 *
 * @param skipBadRows true to leave bad rows out and list them in {@link FaceDataset#badRows}; false
 *     to fail at the first one
 * @param votes FER+ votes to label the faces with, instead of FER-2013's own labels
 */
public record DatasetOptions(boolean skipBadRows, Optional<FerPlus> votes) {
  /** Default options: bad rows are errors, and the labels are those of the dataset. */
  public static DatasetOptions defaults() {
    return new DatasetOptions(false, Optional.empty());
  }

  /** Returns a copy with another setting for bad rows. */
  public DatasetOptions withSkipBadRows(boolean skip) {
    return new DatasetOptions(skip, votes);
  }

  /** Returns a copy with labels from FER+ votes. */
  public DatasetOptions withVotes(FerPlus ferPlus) {
    return new DatasetOptions(skipBadRows, Optional.of(ferPlus));
  }
}
