package org.sezim.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress bars on standard error. */
final class Bars {
  private Bars() {}

  /** Starts a bar with percentage and remaining time. */
  static ProgressBar start(PrintWriter err, String task, long total, long done) {
    return builder(err, task, total, done).build();
  }

  /** A builder for the same bar with more settings. */
  static ProgressBarBuilder builder(PrintWriter err, String task, long total, long done) {
    return new ProgressBarBuilder()
        .setInitialMax(total)
        .startsFrom(done, Duration.ZERO)
        .setTaskName(task)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(500)
        // The default consumer opens the terminal with JLine, which takes over Ctrl-C.
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> {
                  err.print("\r" + line);
                  err.flush();
                },
                Terminal.columns()));
  }

  /** Prints a line; a bar is overwritten and redrawn below it. */
  static void printAbove(PrintWriter err, @Nullable ProgressBar bar, String line) {
    err.println(bar == null ? line : "\r\033[K" + line);
  }
}
