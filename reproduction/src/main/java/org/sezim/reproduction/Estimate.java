package org.sezim.reproduction;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.sezim.charts.IntervalChart;
import org.sezim.evaluation.Interval;

/**
 * A measured number with its 95 % interval.
 *
 * <p>Two things make it uncertain: the seeds, by Student's t on their standard deviation (pooled
 * over comparable trainings), and the finite number of faces, by the normal approximation. The
 * halves of the two intervals are added as squares.
 *
 * @param value the mean over the seeds
 * @param interval 95 %; empty if nothing tells how far seeds lie apart
 * @param seeds behind it
 */
record Estimate(double value, Optional<Interval> interval, List<Long> seeds) {
  private static final double Z95 = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  Estimate {
    seeds = List.copyOf(seeds);
  }

  /** A number that no chance enters. */
  static Estimate exact(double value) {
    return new Estimate(value, Optional.of(new Interval(value, value)), List.of());
  }

  /** A number of which the range is known otherwise, such as that over the epochs of a run. */
  static Estimate range(double value, double low, double high, List<Long> seeds) {
    return new Estimate(value, Optional.of(new Interval(low, high)), seeds);
  }

  /**
   * The mean over runs.
   *
   * @param seedVariance of single runs
   * @param freedom degrees of freedom behind that variance; 0 if it is unknown
   * @throws IllegalArgumentException if no run has the number
   */
  static Estimate of(List<RunResult> runs, Metric measure, double seedVariance, int freedom) {
    List<Double> values = measure.values(runs);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("runs: expected one that has the number, found none");
    }
    double mean = mean(values);
    double faces =
        runs.stream()
            .flatMap(run -> measure.of(run).stream())
            .mapToDouble(Metric.Value::variance)
            .average()
            .orElseThrow();
    List<Long> seeds = runs.stream().map(RunResult::seed).toList();
    if (freedom == 0) {
      return new Estimate(mean, Optional.empty(), seeds);
    }
    double t = TDistribution.of(freedom).inverseCumulativeProbability(0.975);
    double half = Math.hypot(t * Math.sqrt(seedVariance / values.size()), Z95 * Math.sqrt(faces));
    return around(mean, half, seeds);
  }

  /**
   * The number of one trained network, with an interval for its faces alone.
   *
   * @throws IllegalArgumentException if the run has no such number
   */
  static Estimate ofRun(RunResult run, Metric measure) {
    Metric.Value value =
        measure
            .of(run)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "run: expected one that has the number, found " + run.folder().path()));
    return around(value.value(), Z95 * Math.sqrt(value.variance()), List.of(run.seed()));
  }

  private static Estimate around(double value, double half, List<Long> seeds) {
    return new Estimate(value, Optional.of(new Interval(value - half, value + half)), seeds);
  }

  /**
   * This less another, the two taken as independent: both saw the same faces, so it is narrower.
   */
  Estimate minus(Estimate other) {
    double difference = value - other.value;
    if (interval.isEmpty() || other.interval.isEmpty()) {
      return new Estimate(difference, Optional.empty(), seeds);
    }
    return around(difference, Math.hypot(half(), other.half()), seeds);
  }

  /** A share as a row of an interval chart, in percent. */
  IntervalChart.Row percentBar(String label) {
    return new IntervalChart.Row(
        label,
        100 * value,
        interval.map(i -> 100 * i.low()).orElse(Double.NaN),
        interval.map(i -> 100 * i.high()).orElse(Double.NaN));
  }

  private double half() {
    return interval.map(i -> (i.high() - i.low()) / 2).orElseThrow();
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
