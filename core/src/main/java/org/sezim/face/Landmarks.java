package org.sezim.face;

import java.util.List;

/**
 * Five points of a face. Right and left are the person's own: the right eye of a frontal face is on
 * the left of the photo. Immutable.
 *
 * @param rightEye center of the right eye
 * @param leftEye center of the left eye
 * @param nose tip of the nose
 * @param rightMouth right corner of the mouth
 * @param leftMouth left corner of the mouth
 */
public record Landmarks(
    Point rightEye, Point leftEye, Point nose, Point rightMouth, Point leftMouth) {

  /**
   * A point in pixels of the upright photo, possibly fractional, possibly outside the photo.
   *
   * @param x to the right
   * @param y down
   */
  public record Point(double x, double y) {
    Point middle(Point other) {
      return new Point((x + other.x) / 2, (y + other.y) / 2);
    }
  }

  /** All five points, in the order of the components. */
  public List<Point> points() {
    return List.of(rightEye, leftEye, nose, rightMouth, leftMouth);
  }
}
