package org.sezim.reproduction;

/**
 * Receives the progress of a reproduction. Methods are called from several threads at the same
 * time, so implementations must be thread-safe and fast.
 */
public interface ReproductionListener {
  /** Ignores everything. */
  ReproductionListener NONE = new ReproductionListener() {};

  /**
   * Called once, before the first step.
   *
   * @param work total work of all runs, in units proportional to training time
   * @param workDone part of the work that earlier calls have done
   * @param runs number of runs
   * @param runsDone number of runs that are finished already
   */
  default void start(long work, long workDone, int runs, int runsDone) {}

  /**
   * Called when a part of the work is done.
   *
   * @param work the part, in the units of {@link #start}
   */
  default void step(long work) {}

  /**
   * Called when a run is finished and saved.
   *
   * @param run name of the run's folder
   * @param outcome the result, in one line
   */
  default void finished(String run, String outcome) {}
}
