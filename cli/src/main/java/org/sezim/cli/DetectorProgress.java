package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sezim.training.DetectorListener;
import org.sezim.training.run.DetectorMetrics;

/** Shows a face detector's training, as {@link TrainingProgress} shows that of an emotion model. */
final class DetectorProgress implements DetectorListener, AutoCloseable {
  private final PrintWriter err;
  private EpochBar bar;

  DetectorProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(int epochsDone, int epochs, int canvases) {
    bar = new EpochBar(err, epochsDone, epochs, canvases, "canvases");
  }

  @Override
  public void step(int epoch, int canvases, double loss) {
    bar.step(epoch, canvases, String.format(Locale.ROOT, "loss %.3f", loss));
  }

  @Override
  public void epoch(DetectorMetrics m, double canvasesPerSecond) {
    String folders =
        m.agreement().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().describe())
            .collect(Collectors.joining("; "));
    bar.print(
        m.epoch(),
        String.format(
            Locale.ROOT, "loss %.3f; %s; %.0f canvases/s", m.loss(), folders, canvasesPerSecond));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
