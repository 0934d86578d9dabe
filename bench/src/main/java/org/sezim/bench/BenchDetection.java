package org.sezim.bench;

import java.util.Optional;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;

/**
 * A face that one of the detectors found. Immutable.
 *
 * @param box in pixels of the photo
 * @param confidence the higher the surer; its range is the detector's own
 * @param landmarks its points, if the detector gives any
 */
record BenchDetection(Box box, double confidence, Optional<Landmarks> landmarks) {}
