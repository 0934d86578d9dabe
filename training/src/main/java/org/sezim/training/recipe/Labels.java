package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.sezim.dataset.FerPlus;

/**
 * Where the labels of the faces come from.
 *
 * @param source the data set's own labels, or the FER+ votes for the same faces
 * @param classes for FER+: 7, or 8 with contempt; otherwise 0, as the data set has them
 * @param mode for FER+: how votes become a label; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Labels(Source source, int classes, FerPlus.Mode mode) {
  /** Label sources. */
  public enum Source {
    /** The labels in the data set itself. */
    @JsonProperty("data-set")
    DATA_SET,
    /** Votes of ten people a face (Barsoum et al. 2016), from {@code fer2013new.csv}. */
    @JsonProperty("ferplus")
    FERPLUS
  }

  /** The data set's own labels. */
  public static final Labels DATA_SET = new Labels(Source.DATA_SET, 0, null);

  /** Checks that FER+ settings stand with FER+ alone. */
  public Labels {
    if (source == null) {
      throw new IllegalArgumentException(
          "labels: source: expected data-set or ferplus, found nothing");
    }
    if (source == Source.FERPLUS) {
      mode = mode == null ? FerPlus.Mode.MAJORITY : mode;
      classes = classes == 0 ? 8 : classes;
      if (classes != 7 && classes != 8) {
        throw new IllegalArgumentException("labels: classes: expected 7 or 8, found " + classes);
      }
    } else if (classes != 0 || mode != null) {
      throw new IllegalArgumentException(
          "labels: classes and mode go with source ferplus, found data-set");
    }
  }
}
