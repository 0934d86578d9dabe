package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.training.DetectorListener;
import org.sezim.training.detector.DetectorMetrics;

/** Shows how far a face detector's training is: a bar on a terminal, and a line an epoch. */
final class DetectorProgress implements DetectorListener, AutoCloseable {
  private final PrintWriter err;
  private ProgressBar bar;
  private int epochs;

  DetectorProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void start(int epochsDone, int epochs, int canvases) {
    this.epochs = epochs;
    if (epochsDone > 0) {
      err.println("going on after epoch " + epochsDone + " of " + epochs);
    }
    if (Terminal.showsErrors()) {
      bar =
          Bars.builder(err, "training", (long) epochs * canvases, (long) epochsDone * canvases)
              .setUnit(" canvases", 1)
              .showSpeed()
              .build();
    }
  }

  @Override
  public void step(int epoch, int canvases, double loss) {
    if (bar != null) {
      bar.setExtraMessage(
          String.format(Locale.ROOT, " epoch %d/%d, loss %.3f", epoch, epochs, loss));
      bar.stepBy(canvases);
    }
  }

  @Override
  public void epoch(DetectorMetrics m, double canvasesPerSecond) {
    String folders =
        m.agreement().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().describe())
            .collect(Collectors.joining("; "));
    String line =
        String.format(
            Locale.ROOT,
            "epoch %d/%d: loss %.3f; %s; %.0f canvases/s",
            m.epoch(),
            epochs,
            m.loss(),
            folders,
            canvasesPerSecond);
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
