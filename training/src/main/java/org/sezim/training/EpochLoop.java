package org.sezim.training;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.sezim.SezimException;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.EpochTiming;
import org.sezim.training.run.RunFolder;

/**
 * A training's loop over epochs and steps, the same for every network: it resumes after the
 * checkpoint, stops when asked, ends if the loss is no finite number, and writes the checkpoint of
 * each epoch last, so that all that it speaks of is on disk. For one thread.
 *
 * @param <M> what one epoch gives, one entry of {@code metrics.csv}
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
   * @param state all tensors that a checkpoint holds, by name
   * @param optimizer of the weights among them
   * @param learningRate of the recipe, for the advice if the training diverges
   * @param epochs of the whole run
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
   * Where an epoch is after one of its steps.
   *
   * @param samples in this step
   * @param loss mean of this epoch so far
   * @param accuracy 0–1, of this epoch so far; NaN if the network has none
   */
  record Progress(int samples, double loss, double accuracy) {}

  /** The epochs that the run's folder speaks of. */
  abstract List<M> written();

  /**
   * Prepares the training, once, before its first step.
   *
   * @return samples in one epoch
   */
  abstract int prepare(int epochsDone);

  /**
   * Prepares one epoch; tensors made here live until its last step.
   *
   * @return its steps
   */
  abstract int begin(int epoch);

  /**
   * One step of the optimizer.
   *
   * @param epoch from 1
   * @param step from 0
   */
  abstract Progress step(int epoch, int step);

  /** Measures the epoch whose steps are done. */
  abstract M measure(int epoch);

  /**
   * Writes all that the last of the epochs changes in the run's folder, but for the checkpoint.
   *
   * @param metrics of the epochs done, at least one
   */
  abstract void write(List<M> metrics);

  /** Tells the listener of an epoch, its checkpoint being on disk. */
  abstract void report(M last, double samplesPerSecond);

  /** The epochs done, in order. */
  final List<M> metrics() {
    return metrics;
  }

  /**
   * Trains until all epochs are done or {@code stop} says so.
   *
   * @param stop asked after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  final boolean train(BooleanSupplier stop) {
    int done = resume();
    int samples = prepare(done);
    listener.start(done, epochs, samples);
    for (int epoch = done + 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      if (!trainEpoch(epoch, stop)) {
        return false;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      M last = measure(epoch);
      metrics.add(last);
      write(metrics);
      Checkpoint.save(run.checkpoint(), state, optimizer, epoch);
      run.addTiming(new EpochTiming(epoch, seconds, samples / seconds));
      report(last, samples / seconds);
    }
    return true;
  }

  /** Returns the epochs done. */
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
    // A kill between metrics and checkpoint leaves a line too many: that epoch runs again.
    metrics.addAll(written.subList(0, done));
    return done;
  }

  /** Whether the epoch was not stopped. */
  private boolean trainEpoch(int epoch, BooleanSupplier stop) {
    try (PointerScope epochScope = new PointerScope()) {
      int steps = begin(epoch);
      for (int step = 0; step < steps; step++) {
        Progress progress;
        try (PointerScope stepScope = new PointerScope()) {
          progress = step(epoch, step);
        }
        finite(progress.loss(), epoch, "loss");
        listener.step(epoch, progress.samples(), progress.loss(), progress.accuracy());
        if (stop.getAsBoolean()) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Returns a finite value; any other ends the training.
   *
   * @param what it is, for the message and {@code diverged.txt}
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
