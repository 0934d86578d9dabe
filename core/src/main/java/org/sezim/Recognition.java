package org.sezim;

import java.util.List;
import java.util.Optional;

/**
 * What one photo shows. Immutable.
 *
 * @param source the photo's name as given
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
 * @param model name and version of the emotion model
 * @param faces in the photo, the surest first; empty if it shows none
 */
public record Recognition(String source, int width, int height, String model, List<Face> faces) {
  /** Copies the list. */
  public Recognition {
    faces = List.copyOf(faces);
  }

  /**
   * One face and its emotions.
   *
   * @param box where it is; it may reach over the photo's edges ({@link Box#clip})
   * @param confidence that this is a face, 0–1; 1 of a whole photo
   * @param landmarks its five points; none of a whole photo
   * @param tiny whether it is too small for a good answer ({@link
   *     EmotionRecognizer.Builder#smallestFace})
   * @param uncertain whether the best score is too low for an answer ({@link
   *     EmotionRecognizer.Builder#minScore})
   * @param emotions a probability an emotion
   */
  public record Face(
      Box box,
      float confidence,
      Optional<Landmarks> landmarks,
      boolean tiny,
      boolean uncertain,
      EmotionScores emotions) {}
}
