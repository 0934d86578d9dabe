package org.sezim.bench;

import java.util.List;
import org.sezim.Box;

/**
 * Faces of some widths.
 *
 * @param name as the tables call it
 * @param from the least width in pixels of the photo
 * @param to the first width above
 */
record Band(String name, double from, double to) {
  /** All faces that count: smaller ones are too small for a teacher to be sure of. */
  static final Band ALL = new Band("20 px and more", 20, Double.POSITIVE_INFINITY);

  /** {@link #ALL} in three. */
  static final List<Band> SIZES =
      List.of(
          new Band("20–40 px", 20, 40),
          new Band("40–80 px", 40, 80),
          new Band("80 px and more", 80, Double.POSITIVE_INFINITY));

  boolean holds(Box box) {
    return box.width() >= from && box.width() < to;
  }
}
