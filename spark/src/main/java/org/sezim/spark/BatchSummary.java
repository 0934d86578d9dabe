package org.sezim.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a run of {@link BatchJob} did. Immutable.
 *
 * @param before photos that an earlier run had finished
 * @param photos finished by this run, those with an error included
 * @param faces in them
 * @param errors photos that could not be read
 * @param firstErrors some of them, at most {@value BatchStatistics#NAMED}
 * @param slowest the photos that took longest, at most {@value BatchStatistics#NAMED}, the slowest
 *     first
 * @param time that the run took, from listing the input to the last row
 */
public record BatchSummary(
    long before,
    long photos,
    long faces,
    long errors,
    List<Failure> firstErrors,
    List<Slow> slowest,
    Duration time) {
  /** Copies the lists. */
  public BatchSummary {
    firstErrors = List.copyOf(firstErrors);
    slowest = List.copyOf(slowest);
  }

  /** Photos a second. */
  public double rate() {
    return photos * 1e9 / Math.max(1, time.toNanos());
  }

  /**
   * A photo that could not be read.
   *
   * @param source its name
   * @param error why, in one line
   */
  public record Failure(String source, String error) implements Serializable {}

  /**
   * A photo and its time.
   *
   * @param source its name
   * @param nanos from opening it to its result, in ns
   */
  public record Slow(String source, long nanos) implements Serializable {}
}
