package org.sezim.bench;

import java.util.Optional;
import org.sezim.face.Box;
import org.sezim.face.Landmarks;

/**
 * A face found by one of the detectors. Immutable.
 *
 * @param box in pixels of the photo
 * @param confidence higher is surer; the range depends on the detector
 * @param landmarks empty if the detector gives none
 */
record BenchDetection(Box box, double confidence, Optional<Landmarks> landmarks) {}
