package org.sezim.reproduction;

/** Watches a reproduction. Called from several threads at once, so it must be quick and safe. */
public interface ReproductionListener {
  /** Ignores everything. */
  ReproductionListener NONE = new ReproductionListener() {};

  /**
   * Before the first step.
   *
   * @param work of all runs, in units in proportion to the time they take
   * @param workDone of it in earlier calls
   * @param runs how many there are
   * @param runsDone how many of them are finished
   */
  default void start(long work, long workDone, int runs, int runsDone) {}

  /** A part of the work is done. */
  default void step(long work) {}

  /**
   * A run is finished, and on disk.
   *
   * @param run its folder's name
   * @param outcome in one line
   */
  default void finished(String run, String outcome) {}
}
