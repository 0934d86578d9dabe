package org.sezim.training;

import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.EpochMetrics;

/**
 * Listener of a training; called on the training's thread, so it must be quick. The samples of an
 * emotion network are faces, those of a face detector generated images.
 */
public interface TrainingListener {
  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Called before the first step.
   *
   * @param epochsDone epochs of an earlier, stopped part of this run
   * @param epochs of the whole run
   * @param samples per epoch
   */
  default void start(int epochsDone, int epochs, int samples) {}

  /**
   * Called after each step.
   *
   * @param epoch from 1
   * @param samples in this step
   * @param loss mean of this epoch so far
   * @param accuracy 0–1, of this epoch so far; NaN for a face detector
   */
  default void step(int epoch, int samples, double loss, double accuracy) {}

  /**
   * Called after each epoch of an emotion network, when its checkpoint is on disk.
   *
   * @param kept whether it becomes the model unless a later one does
   * @param samplesPerSecond training speed, without validation and checkpoint
   */
  default void epoch(EpochMetrics metrics, boolean kept, double samplesPerSecond) {}

  /**
   * Called after each epoch of a face detector, when its checkpoint is on disk.
   *
   * @param samplesPerSecond training speed, without validation and checkpoint
   */
  default void epoch(DetectorMetrics metrics, double samplesPerSecond) {}
}
