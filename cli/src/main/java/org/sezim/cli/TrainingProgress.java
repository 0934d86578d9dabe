package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.sezim.training.TrainingListener;
import org.sezim.training.run.EpochMetrics;

/**
 * Shows a training: on a terminal one bar with epoch, loss, accuracy, images a second and time
 * left; and always a line an epoch.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final PrintWriter err;
  private EpochBar bar;

  TrainingProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(int epochsDone, int epochs, int faces) {
    bar = new EpochBar(err, epochsDone, epochs, faces, "images");
  }

  @Override
  public void step(int epoch, int faces, double loss, double accuracy) {
    bar.step(
        epoch,
        faces,
        String.format(Locale.ROOT, "loss %.3f, accuracy %.1f %%", loss, accuracy * 100));
  }

  @Override
  public void epoch(EpochMetrics m, boolean kept, double imagesPerSecond) {
    bar.print(
        m.epoch(),
        String.format(
            Locale.ROOT,
            "loss %.3f, accuracy %.2f %%; validation loss %.3f, accuracy %.2f %%%s; %.0f images/s",
            m.trainingLoss(),
            m.trainingAccuracy() * 100,
            m.validationLoss(),
            m.validationAccuracy() * 100,
            kept ? " (kept)" : "",
            imagesPerSecond));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
