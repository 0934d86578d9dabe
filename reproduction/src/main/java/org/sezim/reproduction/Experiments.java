package org.sezim.reproduction;

import java.util.List;

/** The list of all experiments. */
final class Experiments {
  /** All experiments, in the order of the report. */
  static final List<Experiment> ALL =
      List.of(
          new Cnn30Experiment(),
          new Cnn50Experiment(),
          new DropoutExperiment(),
          new SixtyPercentExperiment(),
          new PerceptronExperiment(),
          new OptimizerExperiment(),
          new ActivationExperiment(),
          new OutputAndLossExperiment(),
          new InputSizeExperiment(),
          new KernelExperiment(),
          new ErrorExperiment());

  private Experiments() {}
}
