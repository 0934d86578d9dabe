package org.sezim.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;
import org.sezim.Outcome;

/**
 * Counts outcomes in the tasks and adds them up in the driver, which counts each finished task
 * once. Not thread-safe.
 */
final class BatchStatistics extends AccumulatorV2<BatchStatistics.Timed, BatchStatistics> {
  private static final long serialVersionUID = 1L;

  /** The number of errors, and of slow photos, that are kept with their names. */
  static final int NAMED = 5;

  private long photos;
  private long faces;
  private long errors;
  private final ArrayList<BatchSummary.Failure> firstErrors = new ArrayList<>();
  private final ArrayList<BatchSummary.Slow> slowest = new ArrayList<>();

  /** An outcome and its duration in ns. */
  record Timed(Outcome outcome, long nanos) {}

  @Override
  public boolean isZero() {
    return photos == 0;
  }

  @Override
  public BatchStatistics copy() {
    BatchStatistics copy = new BatchStatistics();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    photos = 0;
    faces = 0;
    errors = 0;
    firstErrors.clear();
    slowest.clear();
  }

  @Override
  public void add(Timed timed) {
    photos++;
    if (timed.outcome() instanceof Outcome.Recognized recognized) {
      faces += recognized.recognition().faces().size();
    } else if (timed.outcome() instanceof Outcome.Failed failed) {
      errors++;
      addErrors(List.of(new BatchSummary.Failure(failed.source(), failed.error().rule())));
    }
    addSlow(List.of(new BatchSummary.Slow(timed.outcome().source(), timed.nanos())));
  }

  @Override
  public void merge(AccumulatorV2<Timed, BatchStatistics> other) {
    BatchStatistics more = other.value();
    photos += more.photos;
    faces += more.faces;
    errors += more.errors;
    addErrors(more.firstErrors);
    addSlow(more.slowest);
  }

  private void addErrors(List<BatchSummary.Failure> more) {
    more.stream().limit(NAMED - firstErrors.size()).forEach(firstErrors::add);
  }

  private void addSlow(List<BatchSummary.Slow> more) {
    slowest.addAll(more);
    slowest.sort(Comparator.comparingLong(BatchSummary.Slow::nanos).reversed());
    slowest.subList(Math.min(NAMED, slowest.size()), slowest.size()).clear();
  }

  @Override
  public BatchStatistics value() {
    return this;
  }

  BatchSummary summary(long before, Duration time) {
    return new BatchSummary(before, photos, faces, errors, firstErrors, slowest, time);
  }
}
