package org.sezim.training.evaluate;

import org.sezim.training.data.Split;

/**
 * How the weights of a run's last epoch do on one split, in float32 without dropout.
 *
 * @param split which
 * @param faces in it
 * @param loss mean over the faces, as the recipe defines it
 * @param accuracy 0–1
 */
public record SplitMetrics(Split split, int faces, double loss, double accuracy) {}
