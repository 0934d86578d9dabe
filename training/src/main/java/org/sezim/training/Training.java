package org.sezim.training;

import java.util.function.BooleanSupplier;
import org.sezim.SezimException;
import org.sezim.training.run.RunFolder;

/** A training that is ready to run: of an emotion network or of a face detector. */
public interface Training {
  /** The run's folder. */
  RunFolder run();

  /**
   * Trains until all epochs are done or {@code stop} says so. If all are done, the run's folder
   * then holds {@code model.onnx}.
   *
   * @param stop asked after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  boolean train(TrainingListener listener, BooleanSupplier stop);
}
