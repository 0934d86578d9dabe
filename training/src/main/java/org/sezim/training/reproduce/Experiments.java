package org.sezim.training.reproduce;

import java.util.List;

/** All experiments. */
final class Experiments {
  /** In the order of the report. */
  static final List<Experiment> ALL =
      List.of(
          new Cnn30(),
          new Cnn50(),
          new DropoutRates(),
          new SixtyPercent(),
          new AgainstPerceptron(),
          new OptimizerChoice(),
          new Activations(),
          new OutputAndLoss(),
          new InputSize(),
          new WhatKernelsSee(),
          new WhereItErrs());

  private Experiments() {}
}
