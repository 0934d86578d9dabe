package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sezim.training.TrainingListener;
import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.EpochMetrics;

/**
 * Progress of a training: one line per epoch, and on a terminal one bar with epoch, loss, accuracy,
 * speed and remaining time.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final PrintWriter err;
  private final String unit;
  private @Nullable EpochBar bar;

  /**
   * @param unit of a sample, for example {@code images}
   */
  TrainingProgress(PrintWriter err, String unit) {
    this.err = err;
    this.unit = unit;
  }

  @Override
  public void start(int epochsDone, int epochs, int samples) {
    bar = new EpochBar(err, epochsDone, epochs, samples, unit);
  }

  @Override
  public void step(int epoch, int samples, double loss, double accuracy) {
    String metrics = String.format(Locale.ROOT, "loss %.3f", loss);
    started()
        .step(
            epoch,
            samples,
            Double.isNaN(accuracy)
                ? metrics
                : metrics + String.format(Locale.ROOT, ", accuracy %.1f %%", accuracy * 100));
  }

  @Override
  public void epoch(EpochMetrics m, boolean kept, double samplesPerSecond) {
    print(
        m.epoch(),
        String.format(
            Locale.ROOT,
            "loss %.3f, accuracy %.2f %%; validation loss %.3f, accuracy %.2f %%%s",
            m.trainingLoss(),
            m.trainingAccuracy() * 100,
            m.validationLoss(),
            m.validationAccuracy() * 100,
            kept ? " (kept)" : ""),
        samplesPerSecond);
  }

  @Override
  public void epoch(DetectorMetrics m, double samplesPerSecond) {
    String folders =
        m.agreement().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().describe())
            .collect(Collectors.joining("; "));
    print(
        m.epoch(),
        String.format(Locale.ROOT, "loss %.3f; %s", m.loss(), folders),
        samplesPerSecond);
  }

  private EpochBar started() {
    return Objects.requireNonNull(bar, "expected start() first");
  }

  private void print(int epoch, String result, double samplesPerSecond) {
    started()
        .print(epoch, String.format(Locale.ROOT, "%s; %.0f %s/s", result, samplesPerSecond, unit));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
