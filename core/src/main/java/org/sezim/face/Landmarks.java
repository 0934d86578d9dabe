package org.sezim.face;

import java.util.List;

/**
 * Five points of a face. Right and left are the person's own, so that the right eye of a face that
 * looks at us is on the left of the photo. Immutable.
 *
 * @param rightEye the middle of the eye
 * @param leftEye the middle of the eye
 * @param nose its tip
 * @param rightMouth the corner of the mouth
 * @param leftMouth the corner of the mouth
 */
public record Landmarks(
    Point rightEye, Point leftEye, Point nose, Point rightMouth, Point leftMouth) {

  /**
   * A place in pixels of the upright photo, perhaps fractional, perhaps outside.
   *
   * @param x to the right
   * @param y down
   */
  public record Point(double x, double y) {
    Point middle(Point other) {
      return new Point((x + other.x) / 2, (y + other.y) / 2);
    }
  }

  /** All five, in the order above. */
  public List<Point> points() {
    return List.of(rightEye, leftEye, nose, rightMouth, leftMouth);
  }
}
