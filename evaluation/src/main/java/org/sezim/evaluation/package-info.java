/**
 * Measures models on labelled data. Start at {@link org.sezim.evaluation.Evaluation}: it turns true
 * classes and predicted probabilities into accuracy, F1, log loss, calibration error and a
 * confusion matrix. {@link org.sezim.evaluation.Robustness} does so for faces that are disturbed in
 * several ways, {@link org.sezim.evaluation.DetectionMetrics} counts the faces that a detector
 * finds, and {@link org.sezim.evaluation.Interval} is the 95 % interval of a share. Everything here
 * is immutable and computes in double precision on the calling thread.
 */
@NullMarked
package org.sezim.evaluation;

import org.jspecify.annotations.NullMarked;
