package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
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
          Bars.builder(err, "training", (long) epochs * faces, (long) epochsDone * faces)
              .setUnit(" images", 1)
              .showSpeed()
              .build();
    }
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
    Bars.printAbove(err, bar, line);
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
