/**
 * Data set to network to {@code model.onnx}. Start at {@link org.sezim.training.Trainer}. A
 * training lives in a {@link org.sezim.training.run.RunFolder run folder}; its only product that
 * the rest of Sezim knows is the ONNX file.
 *
 * <p>libtorch is used in this module only. Trainings may run side by side in one process, each with
 * threads of its own.
 */
@NullMarked
package org.sezim.training;

import org.jspecify.annotations.NullMarked;
