package org.sezim.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Progress over the epochs of a training: one line per epoch, and on a terminal one bar. */
final class EpochBar implements AutoCloseable {
  private final PrintWriter err;
  private final int epochs;
  private final @Nullable ProgressBar bar;

  /**
   * @param epochsDone epochs finished before this start, if a stopped run resumes
   * @param epochs of the whole run
   * @param perEpoch steps of the bar per epoch
   * @param unit of a step, for example {@code images}
   */
  EpochBar(PrintWriter err, int epochsDone, int epochs, int perEpoch, String unit) {
    this.err = err;
    this.epochs = epochs;
    if (epochsDone > 0) {
      err.println("resuming after epoch " + epochsDone + " of " + epochs);
    }
    bar =
        Terminal.showsErrors()
            ? Bars.builder(err, "training", (long) epochs * perEpoch, (long) epochsDone * perEpoch)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .build()
            : null;
  }

  /**
   * Advances the bar.
   *
   * @param metrics of the epoch so far, as text
   */
  void step(int epoch, int steps, String metrics) {
    if (bar != null) {
      bar.setExtraMessage(" epoch " + epoch + "/" + epochs + ", " + metrics);
      bar.stepBy(steps);
    }
  }

  /** Prints a line about a finished epoch, above the bar if there is one. */
  void print(int epoch, String result) {
    Bars.printAbove(err, bar, "epoch " + epoch + "/" + epochs + ": " + result);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
    }
  }
}
