package org.sezim;

import java.util.List;

/**
 * What one photo shows. Immutable.
 *
 * @param source the photo's name as given
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
 * @param model name and version of the emotion model
 * @param faces in the photo; empty if it shows none
 */
public record Recognition(String source, int width, int height, String model, List<Face> faces) {
  /** Copies the list. */
  public Recognition {
    faces = List.copyOf(faces);
  }

  /**
   * One face and its emotions.
   *
   * @param box where it is
   * @param emotions a probability an emotion
   */
  public record Face(Box box, EmotionScores emotions) {}
}
