package org.sezim.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Random changes of the training faces, drawn again in each epoch. Absent settings are 0, no
 * change. Each amount is drawn uniformly from its range for each face. A new setting is a component
 * here and a step in {@code Augmenter}.
 *
 * @param flip whether every second face is mirrored
 * @param shift largest shift to each side, as a share of the width, 0–0.5
 * @param scale largest scale factor minus 1, 0–4: 0.2 means 1/1.2 to 1.2
 * @param rotation largest rotation to each side, in degrees, 0–180
 * @param contrast largest change of contrast, and of brightness as a share of half the gray range,
 *     0–1
 * @param blur share of the faces that are blurred, as if enlarged from a smaller photo, 0–1
 * @param noise largest standard deviation of the noise, in gray values, 0–255; every second face
 *     gets some
 * @param randomErasing share of the faces in which a rectangle, its sides 1/8 to 1/2 of the face's,
 *     is filled with one gray value, 0–1 (Zhong et al. 2020)
 * @param mixup mixup α, 0–10: the mixing weight is drawn from Beta(α, α) once per batch (Zhang et
 *     al. 2018)
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
  /** No augmentation. */
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
