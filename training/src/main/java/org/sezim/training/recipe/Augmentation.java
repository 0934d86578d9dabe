package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How training faces are changed, each anew in every epoch. What is absent is 0: not done. Each
 * amount is drawn evenly from its range for each face.
 *
 * @param flip whether every second face is mirrored
 * @param shift largest move to each side, as a share of the face's width, 0–0.5
 * @param scale largest factor of growing or shrinking, less 1: 0.2 is 1/1.2 to 1.2
 * @param rotation largest turn to each side, in degrees, 0–180
 * @param contrast largest change of the contrast, and of the brightness in parts of half the grey
 *     range, 0–1
 * @param blur share of the faces that are blurred, as a smaller picture made larger is, 0–1
 * @param noise largest standard deviation of noise, in grey values; every second face has some
 * @param randomErasing share of the faces of which a rectangle of 1/8 to 1/2 of the side is painted
 *     over with one grey, 0–1 (Zhong et al. 2020)
 * @param mixup α of the Beta distribution from which it is drawn how much of another face is mixed
 *     into each, one draw a batch (Zhang et al. 2018)
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Augmentation(
    boolean flip,
    double shift,
    double scale,
    double rotation,
    double contrast,
    double blur,
    double noise,
    @JsonProperty("random-erasing") double randomErasing,
    double mixup) {
  /** Nothing is changed. */
  public static final Augmentation NONE = new Augmentation(false, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Checks the ranges. */
  public Augmentation {
    check("shift", shift, 0.5);
    check("scale", scale, 4);
    check("rotation", rotation, 180);
    check("contrast", contrast, 1);
    check("blur", blur, 1);
    check("noise", noise, 255);
    check("random-erasing", randomErasing, 1);
    check("mixup", mixup, 10);
  }

  private static void check(String setting, double found, double most) {
    if (!(found >= 0 && found <= most)) {
      throw new IllegalArgumentException(
          "augmentation: " + setting + ": expected 0 to " + most + ", found " + found);
    }
  }
}
