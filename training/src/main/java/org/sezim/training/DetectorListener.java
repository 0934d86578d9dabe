package org.sezim.training;

import org.sezim.training.run.DetectorMetrics;

/** Watches a face detector's training; called on its thread, so it must be quick. */
public interface DetectorListener {
  /** Ignores everything. */
  DetectorListener NONE = new DetectorListener() {};

  /**
   * Before the first step.
   *
   * @param epochsDone epochs of an earlier, stopped part of this run
   * @param epochs of the whole run
   * @param canvases seen in an epoch
   */
  default void start(int epochsDone, int epochs, int canvases) {}

  /**
   * After each step.
   *
   * @param epoch from 1
   * @param canvases seen in this step
   * @param loss mean of this epoch so far
   */
  default void step(int epoch, int canvases, double loss) {}

  /**
   * After each epoch, its checkpoint being on disk.
   *
   * @param canvasesPerSecond learnt from, validation and checkpoint left out
   */
  default void epoch(DetectorMetrics metrics, double canvasesPerSecond) {}
}
