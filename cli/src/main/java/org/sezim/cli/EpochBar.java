package org.sezim.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** How far a training's epochs are: on a terminal one bar with speed and time left, and lines. */
final class EpochBar implements AutoCloseable {
  private final PrintWriter err;
  private final int epochs;
  private final ProgressBar bar;

  /**
   * @param epochsDone in an earlier, stopped part of the run
   * @param epochs of the whole run
   * @param perEpoch steps of the bar
   * @param unit what a step is, such as {@code images}
   */
  EpochBar(PrintWriter err, int epochsDone, int epochs, int perEpoch, String unit) {
    this.err = err;
    this.epochs = epochs;
    if (epochsDone > 0) {
      err.println("going on after epoch " + epochsDone + " of " + epochs);
    }
    bar =
        Terminal.showsErrors()
            ? Bars.builder(err, "training", (long) epochs * perEpoch, (long) epochsDone * perEpoch)
                .setUnit(" " + unit, 1)
                .showSpeed()
                .build()
            : null;
  }

  /** Goes on by some steps, with what is known of the epoch so far. */
  void step(int epoch, int steps, String known) {
    if (bar != null) {
      bar.setExtraMessage(" epoch " + epoch + "/" + epochs + ", " + known);
      bar.stepBy(steps);
    }
  }

  /** A line about an epoch that is done, above the bar if there is one. */
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
