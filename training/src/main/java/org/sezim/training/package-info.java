/**
 * Training of emotion networks and face detectors, from a dataset to {@code model.onnx}. Start at
 * {@link org.sezim.training.Trainer}. The files of a training are in its {@link
 * org.sezim.training.run.RunFolder run folder}; {@code model.onnx} is the only one that recognition
 * uses.
 *
 * <p>{@code EpochLoop} is the loop of all trainings; it fixes the order in which the files of an
 * epoch are written, so that a killed run resumes. Several trainings may run in one process, each
 * with its own threads. A new layer goes into {@link org.sezim.training.network}, a new setting
 * into {@link org.sezim.training.recipe}, a new value per epoch into {@link
 * org.sezim.training.run}.
 */
@NullMarked
package org.sezim.training;

import org.jspecify.annotations.NullMarked;
