/**
 * Measures a classifier on labelled faces: {@link org.sezim.training.evaluate.Evaluation} turns
 * true classes and predicted probabilities into accuracy, F1, log loss, calibration error and a
 * confusion matrix; {@link org.sezim.training.evaluate.Robustness} does so for faces that are
 * spoilt in several ways. {@link org.sezim.training.evaluate.ConfusionChart}, {@link
 * org.sezim.training.evaluate.ReliabilityChart} and {@link
 * org.sezim.training.evaluate.RobustnessChart} draw what came out. Everything here is immutable and
 * computes in double precision on the calling thread.
 */
package org.sezim.training.evaluate;
