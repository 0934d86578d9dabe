package org.sezim.spark;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * The result of a run of {@link BatchJob}. Immutable.
 *
 * @param before photos finished by earlier runs
 * @param photos photos finished by this run, including those with an error
 * @param faces faces in them
 * @param errors photos that cannot be read
 * @param firstErrors the first of them, at most {@value BatchStatistics#NAMED}
 * @param slowest the photos that took longest, slowest first, at most {@value
 *     BatchStatistics#NAMED}
 * @param time duration of the run, from listing the input to the last row
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

  /** Photos per second. */
  public double rate() {
    return photos * 1e9 / Math.max(1, time.toNanos());
  }

  /**
   * A photo that cannot be read.
   *
   * @param source its name
   * @param error the reason, in one line
   */
  public record Failure(String source, String error) implements Serializable {}

  /**
   * A photo and its duration.
   *
   * @param source its name
   * @param nanos from opening it to its result, in ns
   */
  public record Slow(String source, long nanos) implements Serializable {}
}
