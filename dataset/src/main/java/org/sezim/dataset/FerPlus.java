package org.sezim.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Labels from FER+ (Barsoum et al. 2016, arXiv:1608.01041): ten people voted on each face of
 * FER-2013, each for one of eight emotions, {@code unknown} or {@code NF} (no face). The file is
 * Microsoft's {@code fer2013new.csv}, whose rows correspond to FER-2013's rows one to one.
 *
 * <p>The votes of a row become a target by these rules, in this order:
 *
 * <ol>
 *   <li>A row without an image name shows no face: left out.
 *   <li>A single vote for a category is an outlier and dropped.
 *   <li>With 7 classes, a row is left out if more than half of the votes that remain are for
 *       contempt; else its votes for contempt are dropped.
 *   <li>A row is left out if at least half of the votes that remain are for {@code unknown} and
 *       {@code NF} together, or if none remain.
 *   <li>{@link Mode#MAJORITY}: the label is the emotion with more than half of the votes that
 *       remain, including those for {@code unknown} and {@code NF}; without one, the row is left
 *       out.<br>
 *       {@link Mode#DISTRIBUTION}: the target is each emotion's share of the votes that remain for
 *       emotions.
 * </ol>
 *
 * <p>Rows left out are not bad rows; {@link FaceDataset#notes} counts them by reason.
 *
 * @param votes the file of the votes, {@code fer2013new.csv}
 * @param classes 7 for FER-2013's emotions in its order, 8 to add {@code contempt} after them
 * @param mode hard or soft labels
 */
public record FerPlus(Path votes, int classes, Mode mode) {
  /** Hard or soft labels. */
  public enum Mode {
    /** One label, if it has more than half of the votes. */
    @JsonProperty("majority")
    MAJORITY,
    /** One probability per emotion. */
    @JsonProperty("distribution")
    DISTRIBUTION
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code classes} is neither 7 nor 8
   */
  public FerPlus {
    Objects.requireNonNull(votes);
    Objects.requireNonNull(mode);
    if (classes != 7 && classes != 8) {
      throw new IllegalArgumentException("classes: expected 7 or 8, found " + classes);
    }
  }
}
