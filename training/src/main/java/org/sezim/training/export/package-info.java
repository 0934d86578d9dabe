/**
 * Export of a run to its ONNX file. Start at {@link org.sezim.training.export.ModelBuilder} for
 * emotion networks, {@link org.sezim.training.export.DetectorExport} for face detectors. {@link
 * org.sezim.training.export.OnnxExporter} writes the bytes, with the {@link
 * org.sezim.training.export.Calibration} that {@link org.sezim.training.export.Calibrator} fits;
 * {@link org.sezim.training.export.Quantizer} turns weights and activations into integers. Metadata
 * that a model should carry is added to the card in {@link org.sezim.training.export.ModelBuilder}.
 */
@NullMarked
package org.sezim.training.export;

import org.jspecify.annotations.NullMarked;
