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
 * <p>The interval has two sources: the seeds, by Student's t on their standard deviation (pooled
 * over comparable trainings), and the finite number of faces, by the normal approximation. The
 * half-widths of the two are added in quadrature.
 *
 * @param value the mean over the seeds
 * @param interval at 95 %; empty if the spread between seeds is unknown
 * @param seeds of the runs that it is computed from
 */
record Estimate(double value, Optional<Interval> interval, List<Long> seeds) {
  private static final double Z95 = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

  Estimate {
    seeds = List.copyOf(seeds);
  }

  /** A number without randomness, such as a count. */
  static Estimate exact(double value) {
    return new Estimate(value, Optional.of(new Interval(value, value)), List.of());
  }

  /** A number with a given range, for example over the epochs of a run. */
  static Estimate range(double value, double low, double high, List<Long> seeds) {
    return new Estimate(value, Optional.of(new Interval(low, high)), seeds);
  }

  /**
   * The mean over runs.
   *
   * @param seedVariance variance between runs that differ only in their seed
   * @param freedom degrees of freedom of that variance; 0 if it is unknown
   * @throws IllegalArgumentException if no run has the number
   */
  static Estimate of(List<RunResult> runs, Metric metric, double seedVariance, int freedom) {
    List<Double> values = metric.values(runs);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("runs: expected one that has the number, found none");
    }
    double mean = mean(values);
    double faces =
        runs.stream()
            .flatMap(run -> metric.of(run).stream())
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
   * The number of one run, with an interval that covers only the finite number of faces.
   *
   * @throws IllegalArgumentException if the run has no such number
   */
  static Estimate ofRun(RunResult run, Metric metric) {
    Metric.Value value =
        metric
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
   * The difference from another number. The two are treated as independent, which makes the
   * interval wider than necessary, since both use the same faces.
   */
  Estimate minus(Estimate other) {
    double difference = value - other.value;
    if (interval.isEmpty() || other.interval.isEmpty()) {
      return new Estimate(difference, Optional.empty(), seeds);
    }
    return around(difference, Math.hypot(half(), other.half()), seeds);
  }

  /** This share, in percent, as a row of an interval chart. */
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
