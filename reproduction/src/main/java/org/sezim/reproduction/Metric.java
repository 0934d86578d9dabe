package org.sezim.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.dataset.Split;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.SplitMetrics;

/**
 * A number of a run, with its variance due to the finite number of faces. A new metric is a new
 * factory method here.
 */
interface Metric {
  /**
   * A number and its variance.
   *
   * @param value the number
   * @param variance variance of the value between sets of this many faces; 0 if the value does not
   *     depend on a sample of faces
   */
  record Value(double value, double variance) {
    /** A share of faces, with the variance of a binomial proportion. */
    static Value ofShare(double share, int faces) {
      return new Value(share, share * (1 - share) / faces);
    }

    /** The difference; the two are treated as independent, which overestimates the variance. */
    Value minus(Value other) {
      return new Value(value - other.value, variance + other.variance);
    }
  }

  /** The number of one run; empty if the run does not have it. */
  Optional<Value> of(RunResult run);

  /** The numbers of several runs, without the runs that do not have it. */
  default List<Double> values(List<RunResult> runs) {
    return runs.stream().flatMap(run -> of(run).stream()).map(Value::value).toList();
  }

  /** The difference of two metrics of the same run. */
  default Metric minus(Metric other) {
    return run -> of(run).flatMap(a -> other.of(run).map(a::minus));
  }

  /** Accuracy on PublicTest after an epoch. */
  static Metric validation(int epoch) {
    return run ->
        run.epoch(epoch).map(m -> Value.ofShare(m.validationAccuracy(), run.validationFaces()));
  }

  /** Accuracy on Training, averaged over an epoch with dropout active, as in the study's curves. */
  static Metric training(int epoch) {
    return run ->
        run.epoch(epoch).map(m -> Value.ofShare(m.trainingAccuracy(), run.trainingFaces()));
  }

  /** Accuracy on a split after the last epoch, without dropout. */
  static Metric last(Split split) {
    return run -> run.last(split).map(m -> Value.ofShare(m.accuracy(), m.faces()));
  }

  /**
   * Generalization gap: accuracy on Training minus accuracy on PublicTest, after the last epoch and
   * without dropout.
   */
  static Metric generalizationGap() {
    return last(Split.TRAINING).minus(last(Split.PUBLIC_TEST));
  }

  /** The epoch with the lowest validation loss. */
  static Metric bestLossEpoch() {
    return run ->
        run.metrics().stream()
            .min(Comparator.comparingDouble(EpochMetrics::validationLoss))
            .map(m -> new Value(m.epoch(), 0));
  }

  /** Loss on a split after the last epoch. */
  static Metric lastLoss(Split split) {
    return run -> run.last(split).map(SplitMetrics::loss).map(l -> new Value(l, 0));
  }
}
