package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sezim.dataset.FerPlus;
import org.sezim.dataset.FerPlus.Mode;

/**
 * Source of the labels of the faces.
 *
 * @param source the dataset's own labels, or the FER+ votes for the same faces
 * @param classes for FER+: 7, or 8 with contempt; otherwise 0, the dataset's own
 * @param mode for FER+: conversion of votes to a label; otherwise null
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Labels(Source source, int classes, @Nullable Mode mode) {
  /** Label sources. */
  public enum Source {
    /** The labels of the dataset. */
    @JsonProperty("data-set")
    DATA_SET,
    /** Votes of ten people per face (Barsoum et al. 2016), from {@code fer2013new.csv}. */
    @JsonProperty("ferplus")
    FERPLUS
  }

  /** The dataset's own labels. */
  public static final Labels DATA_SET = new Labels(Source.DATA_SET, 0, null);

  /**
   * Checks the settings and fills in the defaults for FER+; Jackson passes null for an absent
   * source.
   */
  public Labels {
    if (source == null) {
      throw new IllegalArgumentException(
          "labels: source: expected data-set or ferplus, found nothing");
    }
    if (source == Source.FERPLUS) {
      mode = mode == null ? Mode.MAJORITY : mode;
      classes = classes == 0 ? 8 : classes;
      if (classes != 7 && classes != 8) {
        throw new IllegalArgumentException("labels: classes: expected 7 or 8, found " + classes);
      }
    } else if (classes != 0 || mode != null) {
      throw new IllegalArgumentException(
          "labels: classes and mode go with source ferplus, found data-set");
    }
  }

  /**
   * Returns the FER+ options for a votes file.
   *
   * @param votes the file {@code fer2013new.csv}
   * @throws IllegalStateException if the labels are the dataset's own
   */
  public FerPlus ferPlus(Path votes) {
    if (mode == null) {
      throw new IllegalStateException("labels: expected source ferplus, found data-set");
    }
    return new FerPlus(votes, classes, mode);
  }
}
