package org.sezim.face;

/**
 * A rectangle in pixels of the upright photo, x to the right, y down, the photo's top left corner
 * at 0, 0. It may be fractional and may extend beyond the photo's edges. Immutable.
 *
 * @param x of the left edge
 * @param y of the top edge
 * @param width of the rectangle, 0 or more
 * @param height of the rectangle, 0 or more
 */
public record Box(double x, double y, double width, double height) {
  /**
   * @throws IllegalArgumentException if a value is not finite, or width or height is negative
   */
  public Box {
    if (!Double.isFinite(x)
        || !Double.isFinite(y)
        || !(width >= 0 && width < Double.POSITIVE_INFINITY)
        || !(height >= 0 && height < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected finite x and y, width and height 0 or more, found "
              + (x + ", " + y + ", " + width + ", " + height));
    }
  }

  /** The x of the right edge. */
  public double right() {
    return x + width;
  }

  /** The y of the bottom edge. */
  public double bottom() {
    return y + height;
  }

  /** Area in square pixels. */
  public double area() {
    return width * height;
  }

  /**
   * Intersection over union, from 0 (disjoint or only touching) to 1 (equal); 0 if a box has no
   * area.
   */
  public double iou(Box other) {
    double common = intersection(other);
    // The union is more than 0 if the intersection is.
    return common > 0 ? Math.min(1, common / (area() + other.area() - common)) : 0;
  }

  /** Area covered by both boxes, in square pixels; 0 if they only touch. */
  public double intersection(Box other) {
    return overlap(x, right(), other.x, other.right())
        * overlap(y, bottom(), other.y, other.bottom());
  }

  private static double overlap(double from, double to, double otherFrom, double otherTo) {
    return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
  }

  /**
   * The part inside a photo of {@code photoWidth × photoHeight} pixels; for a box outside, a box
   * without area on the nearest edge.
   */
  public Box clip(int photoWidth, int photoHeight) {
    double left = clamp(x, photoWidth);
    double top = clamp(y, photoHeight);
    return new Box(
        left, top, clamp(right(), photoWidth) - left, clamp(bottom(), photoHeight) - top);
  }

  private static double clamp(double value, int max) {
    return Math.max(0, Math.min(max, value));
  }

  /**
   * The box in a photo resized by these factors.
   *
   * @throws IllegalArgumentException if a factor is negative or not finite
   */
  public Box scale(double factorX, double factorY) {
    return new Box(x * factorX, y * factorY, width * factorX, height * factorY);
  }
}
