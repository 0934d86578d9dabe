package org.sezim.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sezim.training.TrainingListener;
import org.sezim.training.evaluate.EpochMetrics;

/**
 * Shows a training: on a terminal one bar with epoch, loss, accuracy, images a second and time
 * left; and always a line an epoch.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final PrintWriter err;
  private ProgressBar bar;
  private int epochs;

  TrainingProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(int epochsDone, int epochs, int faces) {
    this.epochs = epochs;
    if (epochsDone > 0) {
      err.println("going on after epoch " + epochsDone + " of " + epochs);
    }
    if (Terminal.showsErrors()) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax((long) epochs * faces)
              .startsFrom((long) epochsDone * faces, Duration.ZERO)
              .setTaskName("training")
              .setUnit(" images", 1)
              .showSpeed()
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(500)
              // Its own consumer would open the terminal with JLine, which takes over Ctrl-C.
              .setConsumer(new DelegatingProgressBarConsumer(this::draw, Terminal.columns()))
              .build();
    }
  }

  private void draw(String line) {
    err.print("\r" + line);
    err.flush();
  }

  @Override
  public void step(int epoch, int faces, double loss, double accuracy) {
    if (bar != null) {
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " epoch %d/%d, loss %.3f, accuracy %.1f %%",
              epoch,
              epochs,
              loss,
              accuracy * 100));
      bar.stepBy(faces);
    }
  }

  @Override
  public void epoch(EpochMetrics m, boolean best, double imagesPerSecond) {
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d: loss %.3f, accuracy %.2f %%; validation loss %.3f, accuracy %.2f %%%s;"
                + " %.0f images/s",
            m.epoch(),
            epochs,
            m.trainingLoss(),
            m.trainingAccuracy() * 100,
            m.validationLoss(),
            m.validationAccuracy() * 100,
            best ? " (best)" : "",
            imagesPerSecond);
    // On a terminal: over the bar, which is drawn anew below.
    err.println(bar == null ? line : "\r\033[K" + line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      err.println();
    }
  }
}
