package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import me.tongfei.progressbar.ProgressBar;

/**
 * Shows how many pictures are done, if somebody watches and the results go elsewhere. They are
 * counted meanwhile; until that is done, the bar has no end.
 */
final class RecognitionProgress implements AutoCloseable {
  private final PrintWriter err;
  private final Iterator<?> all;
  private final boolean watched = Terminal.showsErrors() && !Terminal.showsOutput();
  private long done;
  private ProgressBar bar;

  /**
   * @param all the same pictures once more, for the count
   */
  RecognitionProgress(PrintWriter err, Iterator<?> all) {
    this.err = err;
    this.all = all;
  }

  /** One more is done. */
  void step() {
    done++;
    // Of a single picture there is nothing to show.
    if (watched && done == 2) {
      ProgressBar started = Bars.start(err, "recognising", -1, 0);
      Thread counting = new Thread(() -> started.maxHint(count(all)), "sezim-count");
      counting.setDaemon(true);
      counting.start();
      bar = started;
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  private static long count(Iterator<?> all) {
    long count = 0;
    while (all.hasNext()) {
      all.next();
      count++;
    }
    return count;
  }

  /** Prints a line, over the bar if there is one. */
  void print(String line) {
    Bars.printAbove(err, bar, line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
    }
  }
}
