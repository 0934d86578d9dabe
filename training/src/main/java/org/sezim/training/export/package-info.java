/**
 * From a run folder to its ONNX file. {@link org.sezim.training.export.ModelBuilder} makes the
 * model of an emotion network, {@link org.sezim.training.export.DetectorExport} that of a face
 * detector.
 */
@NullMarked
package org.sezim.training.export;

import org.jspecify.annotations.NullMarked;
