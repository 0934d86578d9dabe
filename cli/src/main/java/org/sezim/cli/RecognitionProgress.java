package org.sezim.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.sezim.video.FrameResult;
import org.sezim.video.Video;

/**
 * Shows how many pictures and films are done, if somebody watches and the results go elsewhere.
 * While their number is unknown, the bar has no end. The first film has a bar of its own.
 */
final class RecognitionProgress implements AutoCloseable {
  private final PrintWriter err;
  private final Supplier<OptionalLong> total;
  private final boolean watched = Terminal.showsErrors() && !Terminal.showsOutput();
  private long done;
  private ProgressBar bar;
  private ProgressBar film;

  /**
   * @param total how many there are, if that is known yet
   */
  RecognitionProgress(PrintWriter err, Supplier<OptionalLong> total) {
    this.err = err;
    this.total = total;
  }

  /** One more is done. */
  void step() {
    done++;
    // Of a single picture there is nothing to show.
    if (watched && done == 2) {
      bar = Bars.start(err, "recognising", -1, 0);
    }
    if (bar != null) {
      total.get().ifPresent(bar::maxHint);
      bar.stepTo(done);
    }
  }

  /**
   * A film begins.
   *
   * @param silent whether nothing is printed meanwhile, so that a bar is in nobody's way
   */
  void begin(Video begun, boolean silent) {
    if (bar == null && (watched || (silent && Terminal.showsErrors()))) {
      long whole = begun.seconds().isPresent() ? milliseconds(begun.seconds().getAsDouble()) : -1;
      film = Bars.builder(err, "recognising", whole, 0).setUnit(" s", 1000).build();
    }
  }

  /** The film is known up to here. */
  void step(FrameResult frame) {
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
