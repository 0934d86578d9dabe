package org.sezim.training;

import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.EpochMetrics;

/**
 * Watches a training; called on its thread, so it must be quick. The samples of an emotion network
 * are faces, those of a face detector canvases.
 */
public interface TrainingListener {
  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Before the first step.
   *
   * @param epochsDone epochs of an earlier, stopped part of this run
   * @param epochs of the whole run
   * @param samples in one epoch
   */
  default void start(int epochsDone, int epochs, int samples) {}

  /**
   * After each step.
   *
   * @param epoch from 1
   * @param samples in this step
   * @param loss mean of this epoch so far
   * @param accuracy 0–1, of this epoch so far; NaN for a face detector
   */
  default void step(int epoch, int samples, double loss, double accuracy) {}

  /**
   * After each epoch of an emotion network, its checkpoint being on disk.
   *
   * @param kept whether it becomes the model, if no later one does
   * @param samplesPerSecond trained on, validation and checkpoint left out
   */
  default void epoch(EpochMetrics metrics, boolean kept, double samplesPerSecond) {}

  /**
   * After each epoch of a face detector, its checkpoint being on disk.
   *
   * @param samplesPerSecond trained on, validation and checkpoint left out
   */
  default void epoch(DetectorMetrics metrics, double samplesPerSecond) {}
}
