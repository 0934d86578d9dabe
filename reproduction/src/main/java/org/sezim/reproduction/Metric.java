package org.sezim.reproduction;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sezim.dataset.Split;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.SplitMetrics;

/** A number of a run, and how sure the finite number of faces lets us be of it. */
interface Metric {
  /**
   * A number and its variance.
   *
   * @param value the number
   * @param variance how much the value would vary between sets of as many faces; 0 for what does
   *     not depend on faces by chance
   */
  record Value(double value, double variance) {
    static Value ofShare(double share, int faces) {
      return new Value(share, share * (1 - share) / faces);
    }

    /** The two are taken as independent, which errs to the side of caution. */
    Value minus(Value other) {
      return new Value(value - other.value, variance + other.variance);
    }
  }

  /** The number of one run; empty if it has none. */
  Optional<Value> of(RunResult run);

  /** The numbers of several runs, those without one left out. */
  default List<Double> values(List<RunResult> runs) {
    return runs.stream().flatMap(run -> of(run).stream()).map(Value::value).toList();
  }

  default Metric minus(Metric other) {
    return run -> of(run).flatMap(a -> other.of(run).map(a::minus));
  }

  /** Accuracy on PublicTest after an epoch. */
  static Metric validation(int epoch) {
    return run ->
        run.epoch(epoch).map(m -> Value.ofShare(m.validationAccuracy(), run.validationFaces()));
  }

  /** Accuracy on Training while learning, dropout acting, mean over the epoch: as the study's. */
  static Metric training(int epoch) {
    return run ->
        run.epoch(epoch).map(m -> Value.ofShare(m.trainingAccuracy(), run.trainingFaces()));
  }

  /** Accuracy on a split after the last epoch, without dropout. */
  static Metric last(Split split) {
    return run -> run.last(split).map(m -> Value.ofShare(m.accuracy(), m.faces()));
  }

  /**
   * How much better the faces that were learned from are known than others; after the last epoch.
   */
  static Metric gap() {
    return last(Split.TRAINING).minus(last(Split.PUBLIC_TEST));
  }

  /** The epoch with the lowest validation loss. */
  static Metric turn() {
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
