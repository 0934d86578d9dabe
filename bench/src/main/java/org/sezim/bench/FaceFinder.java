package org.sezim.bench;

import java.util.List;
import org.sezim.image.Photo;

/** A face detector to measure. Not thread-safe; its opener closes it. */
interface FaceFinder extends AutoCloseable {
  /** The name in the tables. */
  String name();

  /** Returns whether it gives confidences of 0–1 and takes a minimum confidence. */
  default boolean hasConfidence() {
    return true;
  }

  /** Returns whether it gives landmarks. */
  default boolean hasLandmarks() {
    return true;
  }

  /** Converts a decoded photo into the detector's input; not part of any timing. */
  Prepared prepare(Photo photo);

  @Override
  void close();

  /** A photo as the detector's input. */
  interface Prepared extends AutoCloseable {
    /**
     * Finds the faces, in any order.
     *
     * @param minConfidence 0–1; ignored by detectors without confidences
     */
    List<BenchDetection> find(double minConfidence);

    @Override
    default void close() {}
  }

  /** Finds the faces of a photo, in any order. */
  default List<BenchDetection> find(Photo photo, double minConfidence) {
    try (Prepared prepared = prepare(photo)) {
      return prepared.find(minConfidence);
    }
  }
}
