/**
 * Evaluation of models on labeled data. Start at {@link org.sezim.evaluation.Evaluator}, which runs
 * a model on labeled faces and returns an {@link org.sezim.evaluation.Evaluation}: accuracy, F1,
 * log loss, calibration error and confusion matrix. {@link org.sezim.evaluation.Robustness} repeats
 * this on corrupted faces, {@link org.sezim.evaluation.TestTimeAugmentation} on several views of
 * each face, and {@link org.sezim.evaluation.DetectionMetrics} measures face detectors. Everything
 * here is immutable and computes in double precision on the calling thread.
 *
 * <p>Add a metric to {@link org.sezim.evaluation.Evaluation}, its map and its summary; add a
 * corruption as a constant of {@link org.sezim.evaluation.Corruption}. The charts are in {@link
 * org.sezim.evaluation.plot}.
 */
@NullMarked
package org.sezim.evaluation;

import org.jspecify.annotations.NullMarked;
