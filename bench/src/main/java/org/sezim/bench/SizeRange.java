package org.sezim.bench;

import java.util.List;
import org.sezim.face.Box;

/**
 * A range of face widths.
 *
 * @param name in the tables
 * @param from minimum width in pixels of the photo
 * @param to upper bound of the width in pixels, exclusive
 */
record SizeRange(String name, double from, double to) {
  /** All faces that count; a teacher is unsure of smaller faces. */
  static final SizeRange ALL = new SizeRange("20 px and more", 20, Double.POSITIVE_INFINITY);

  /** {@link #ALL} in three ranges. */
  static final List<SizeRange> SIZES =
      List.of(
          new SizeRange("20–40 px", 20, 40),
          new SizeRange("40–80 px", 40, 80),
          new SizeRange("80 px and more", 80, Double.POSITIVE_INFINITY));

  boolean contains(Box box) {
    return box.width() >= from && box.width() < to;
  }
}
