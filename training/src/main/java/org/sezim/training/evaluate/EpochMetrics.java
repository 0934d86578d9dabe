package org.sezim.training.evaluate;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's steps, dropout acting, as Keras reports it
 * @param trainingAccuracy 0–1, over the same steps
 * @param validationLoss on the validation faces after the epoch, in float32 without dropout
 * @param validationAccuracy 0–1, likewise
 */
public record EpochMetrics(
    int epoch,
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy) {}
