package org.sezim.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on standard error. */
final class Bars {
  private Bars() {}

  /** A bar with percentage and time left. */
  static ProgressBar start(PrintWriter err, String task, long whole, long done) {
    return builder(err, task, whole, done).build();
  }

  /** The same, to be told more. */
  static ProgressBarBuilder builder(PrintWriter err, String task, long whole, long done) {
    return new ProgressBarBuilder()
        .setInitialMax(whole)
        .startsFrom(done, Duration.ZERO)
        .setTaskName(task)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(500)
        // Its own consumer would open the terminal with JLine, which takes over Ctrl-C.
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> {
                  err.print("\r" + line);
                  err.flush();
                },
                Terminal.columns()));
  }

  /** Prints a line; if there is a bar, over it, and it is drawn anew below. */
  static void printAbove(PrintWriter err, ProgressBar bar, String line) {
    err.println(bar == null ? line : "\r\033[K" + line);
  }
}
