package org.sezim.training;

import java.util.function.BooleanSupplier;
import org.sezim.SezimException;
import org.sezim.training.run.RunFolder;

/** A prepared training of an emotion network or a face detector. */
public interface Training {
  /** The run's folder. */
  RunFolder run();

  /**
   * Trains until all epochs are done or {@code stop} returns true. If all are done, the run's
   * folder contains {@code model.onnx}.
   *
   * @param stop called after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  boolean train(TrainingListener listener, BooleanSupplier stop);
}
