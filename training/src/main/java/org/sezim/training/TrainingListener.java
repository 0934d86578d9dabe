package org.sezim.training;

import org.sezim.training.run.EpochMetrics;

/** Watches a training; called on the training's thread, so it must be quick. */
public interface TrainingListener {
  /** Ignores everything. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Before the first step.
   *
   * @param epochsDone epochs of an earlier, stopped part of this run
   * @param epochs of the whole run
   * @param faces seen in an epoch
   */
  default void start(int epochsDone, int epochs, int faces) {}

  /**
   * After each step.
   *
   * @param epoch from 1
   * @param faces seen in this step
   * @param loss mean of this epoch so far
   * @param accuracy 0–1, of this epoch so far
   */
  default void step(int epoch, int faces, double loss, double accuracy) {}

  /**
   * After each epoch, its checkpoint being on disk.
   *
   * @param kept whether it becomes the model, if no later one does
   * @param imagesPerSecond training faces a second, validation and checkpoint left out
   */
  default void epoch(EpochMetrics metrics, boolean kept, double imagesPerSecond) {}
}
