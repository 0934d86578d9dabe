package org.sezim.face;

/**
 * A face found in a photo. Immutable.
 *
 * @param box around the face, from forehead to chin; it may extend beyond the photo's edges ({@link
 *     Box#clip})
 * @param confidence that this is a face, 0–1
 * @param landmarks eyes, nose and mouth corners
 */
public record Detection(Box box, float confidence, Landmarks landmarks) {
  /**
   * @throws IllegalArgumentException if the confidence is not in 0–1
   */
  public Detection {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("expected a confidence in 0–1, found " + confidence);
    }
  }
}
