package org.sezim.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.sezim.reproduction.ReproductionListener;

/**
 * Progress of a reproduction: one line per training, and on a terminal one bar with the remaining
 * time.
 */
final class ReproductionProgress implements ReproductionListener, AutoCloseable {
  private final PrintWriter err;
  private @Nullable ProgressBar bar;
  private int runs;
  private int done;

  ReproductionProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public synchronized void start(long work, long workDone, int runs, int runsDone) {
    this.runs = runs;
    this.done = runsDone;
    err.println(runs + " trainings, " + runsDone + " of them finished; Ctrl-C stops");
    if (Terminal.showsErrors() && runsDone < runs) {
      bar = Bars.start(err, "reproducing", work, workDone);
    }
  }

  @Override
  public synchronized void step(long work) {
    if (bar != null) {
      bar.stepBy(work);
    }
  }

  @Override
  public synchronized void finished(String run, String outcome) {
    done++;
    Bars.printAbove(err, bar, "[" + done + "/" + runs + "] " + run + ": " + outcome);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      err.println();
    }
  }
}
