/**
 * Experiments that settled a choice in Sezim and can be repeated. {@link
 * org.sezim.bench.experiments.CropSearch} found the square that is cut around a face
 * (docs/detection.md).
 */
@NullMarked
package org.sezim.bench.experiments;

import org.jspecify.annotations.NullMarked;
