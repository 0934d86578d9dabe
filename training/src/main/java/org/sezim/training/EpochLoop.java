package org.sezim.training;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.sezim.SezimException;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.EpochTiming;
import org.sezim.training.run.RunFolder;

/**
 * Training loop over epochs and steps, common to all networks. It resumes after the checkpoint,
 * stops on request, and ends with an error if the loss is infinite or NaN. The checkpoint of an
 * epoch is written last, so that the other files of the epoch are on disk before it. Not
 * thread-safe.
 *
 * @param <M> metrics of one epoch, an entry of {@code metrics.csv}
 */
abstract class EpochLoop<M> {
  final RunFolder run;
  final TrainingListener listener;
  final Optimizer optimizer;
  private final Map<String, Tensor> state;
  private final double learningRate;
  private final int epochs;
  private final List<M> metrics = new ArrayList<>();

  /**
   * Creates a loop.
   *
   * @param state all tensors of a checkpoint by name
   * @param optimizer of the weights among them
   * @param learningRate of the recipe, for the message if the training diverges
   * @param epochs number of epochs of the whole run
   */
  EpochLoop(
      RunFolder run,
      TrainingListener listener,
      Map<String, Tensor> state,
      Optimizer optimizer,
      double learningRate,
      int epochs) {
    this.run = run;
    this.listener = listener;
    this.state = state;
    this.optimizer = optimizer;
    this.learningRate = learningRate;
    this.epochs = epochs;
  }

  /**
   * Progress of an epoch after one of its steps.
   *
   * @param samples number of samples in this step
   * @param loss mean of this epoch so far
   * @param accuracy 0–1, of this epoch so far; NaN if the network has none
   */
  record Progress(int samples, double loss, double accuracy) {}

  /** One epoch in training. */
  interface Epoch<M> {
    /** The number of steps. */
    int steps();

    /**
     * Runs one step of the optimizer.
     *
     * @param step from 0
     */
    Progress step(int step);

    /** Measures the epoch after its last step. */
    M measure();
  }

  /** Reads the metrics in the run's folder. */
  abstract List<M> written();

  /**
   * Prepares the training; called once, before the first epoch.
   *
   * @param epochsDone epochs of an earlier part of the run
   * @return samples per epoch
   */
  abstract int prepare(int epochsDone);

  /**
   * Prepares one epoch. Tensors created here live until its last step.
   *
   * @param epoch from 1
   */
  abstract Epoch<M> begin(int epoch);

  /**
   * Writes the files that change with the last epoch, except the checkpoint.
   *
   * @param metrics of the epochs done, at least one
   */
  abstract void write(List<M> metrics);

  /** Reports an epoch, whose checkpoint is on disk, to the listener. */
  abstract void report(M last, double samplesPerSecond);

  /** Metrics of the epochs done, in order. */
  final List<M> metrics() {
    return metrics;
  }

  /**
   * Trains until all epochs are done or {@code stop} returns true.
   *
   * @param stop called after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  final boolean train(BooleanSupplier stop) {
    int done = resume();
    int samples = prepare(done);
    listener.start(done, epochs, samples);
    for (int epoch = done + 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      Optional<Epoch<M>> trained = trainEpoch(epoch, stop);
      if (trained.isEmpty()) {
        return false;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      M last = trained.get().measure();
      metrics.add(last);
      write(metrics);
      Checkpoint.save(run.checkpoint(), state, optimizer, epoch);
      run.addTiming(new EpochTiming(epoch, seconds, samples / seconds));
      report(last, samples / seconds);
    }
    return true;
  }

  /** Loads the checkpoint, if there is one; returns the number of epochs done. */
  private int resume() {
    if (!Files.exists(run.checkpoint())) {
      return 0;
    }
    int done = Checkpoint.load(run.checkpoint(), state, optimizer);
    List<M> written = written();
    if (written.size() < done) {
      throw new SezimException(
          run.path().resolve("metrics.csv").toString(),
          "expected the " + done + " epochs of checkpoint.pt, found " + written.size());
    }
    // A kill between metrics and checkpoint leaves one line too many; that epoch runs again.
    metrics.addAll(written.subList(0, done));
    return done;
  }

  /** Trains an epoch; empty if it was stopped. */
  private Optional<Epoch<M>> trainEpoch(int number, BooleanSupplier stop) {
    try (PointerScope epochScope = new PointerScope()) {
      Epoch<M> epoch = begin(number);
      for (int step = 0; step < epoch.steps(); step++) {
        Progress progress;
        try (PointerScope stepScope = new PointerScope()) {
          progress = epoch.step(step);
        }
        finite(progress.loss(), number, "loss");
        listener.step(number, progress.samples(), progress.loss(), progress.accuracy());
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
      }
      return Optional.of(epoch);
    }
  }

  /**
   * Returns the value if it is finite; otherwise ends the training with an error.
   *
   * @param what name of the value for the message, also written to {@code diverged.txt}
   */
  final double finite(double value, int epoch, String what) {
    if (Double.isFinite(value)) {
      return value;
    }
    String kept =
        epoch == 1
            ? "no epoch was finished"
            : "the checkpoint of epoch " + (epoch - 1) + " is kept";
    String rule =
        "epoch "
            + epoch
            + ": expected a finite "
            + what
            + ", found "
            + value
            + "; "
            + kept
            + "; try a smaller learning rate than "
            + learningRate;
    run.writeText("diverged.txt", rule);
    throw new SezimException(run.path().toString(), rule);
  }
}
