/**
 * Measures models on labelled data. Start at {@link org.sezim.training.evaluate.Evaluation}: it
 * turns true classes and predicted probabilities into accuracy, F1, log loss, calibration error and
 * a confusion matrix. {@link org.sezim.training.evaluate.Robustness} does so for faces that are
 * disturbed in several ways, {@link org.sezim.training.evaluate.DetectionMetrics} counts the faces
 * that a detector finds, and {@link org.sezim.training.evaluate.Interval} is the 95 % interval of a
 * share. Everything here is immutable and computes in double precision on the calling thread.
 */
package org.sezim.training.evaluate;
