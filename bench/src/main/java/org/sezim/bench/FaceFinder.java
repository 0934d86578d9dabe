package org.sezim.bench;

import java.util.List;
import org.sezim.image.Photo;

/** A face detector under measurement. One thread. Whoever opens it closes it. */
interface FaceFinder extends AutoCloseable {
  /** As the tables call it. */
  String name();

  /** Whether it gives confidences of 0–1 and follows a least one. */
  boolean hasConfidence();

  /** Whether it gives landmarks. */
  boolean hasLandmarks();

  /** Puts a decoded photo into the form that the detector starts from, outside of any timing. */
  Prepared prepare(Photo photo);

  @Override
  void close();

  /** A photo in the detector's own form. */
  interface Prepared extends AutoCloseable {
    /**
     * Finds the faces, in any order.
     *
     * @param leastConfidence 0–1; ignored by detectors without confidences
     */
    List<BenchDetection> find(double leastConfidence);

    @Override
    default void close() {}
  }

  /** Finds the faces of a photo, in any order. */
  default List<BenchDetection> find(Photo photo, double leastConfidence) {
    try (Prepared prepared = prepare(photo)) {
      return prepared.find(leastConfidence);
    }
  }
}
