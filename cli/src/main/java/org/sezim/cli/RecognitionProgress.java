package org.sezim.cli;

import java.io.PrintWriter;
import java.util.Iterator;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.video.Film;
import org.sezim.video.FilmFrame;

/**
 * Shows how many pictures and films are done, if somebody watches and the results go elsewhere.
 * They are counted meanwhile; until that is done, the bar has no end. The first film has a bar of
 * its own.
 */
final class RecognitionProgress implements AutoCloseable {
  private final PrintWriter err;
  private final Iterator<?> all;
  private final boolean watched = Terminal.showsErrors() && !Terminal.showsOutput();
  private long done;
  private ProgressBar bar;
  private ProgressBar film;

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

  /**
   * A film begins.
   *
   * @param silent whether nothing is printed meanwhile, so that a bar is in nobody's way
   */
  void begin(Film begun, boolean silent) {
    if (bar == null && (watched || (silent && Terminal.showsErrors()))) {
      long whole = begun.seconds().isPresent() ? milliseconds(begun.seconds().getAsDouble()) : -1;
      film = Bars.builder(err, "recognising", whole, 0).setUnit(" s", 1000).build();
    }
  }

  /** The film is known up to here. */
  void step(FilmFrame frame) {
    if (film != null) {
      film.stepTo(milliseconds(frame.seconds()));
    }
  }

  /** The film has ended. */
  void end() {
    if (film != null) {
      film.close();
      err.println();
      film = null;
    }
  }

  private static long milliseconds(double seconds) {
    return Math.round(1000 * seconds);
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
    Bars.printAbove(err, film == null ? bar : film, line);
  }

  @Override
  public void close() {
    end();
    if (bar != null) {
      bar.close();
      err.println();
    }
  }
}
