package org.sezim.cli;

import java.io.PrintWriter;
import java.util.OptionalLong;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import org.sezim.video.FrameResult;
import org.sezim.video.Video;

/**
 * A progress bar for the finished photos and videos, shown if standard error is a terminal and
 * standard output is not. While the number of inputs is unknown, the bar has no end. A video has a
 * bar of its own until the bar of the inputs appears.
 */
final class RecognitionProgress implements AutoCloseable {
  private final Supplier<PrintWriter> err;
  private final boolean visible = Terminal.showsErrors() && !Terminal.showsOutput();
  private long done;
  private @Nullable ProgressBar bar;
  private @Nullable ProgressBar videoBar;

  /**
   * @param err standard error
   */
  RecognitionProgress(Supplier<PrintWriter> err) {
    this.err = err;
  }

  /**
   * Counts one more finished input.
   *
   * @param total the number of inputs, if known yet; called only if there is a bar
   */
  void step(Supplier<OptionalLong> total) {
    done++;
    // One photo needs no bar.
    if (visible && done == 2) {
      bar = Bars.start(err.get(), "recognizing", -1, 0);
    }
    if (bar != null) {
      total.get().ifPresent(bar::maxHint);
      bar.stepTo(done);
    }
  }

  /**
   * Begins a video.
   *
   * @param silent true if nothing is printed before its end, so that a bar is not interrupted
   */
  void begin(Video video, boolean silent) {
    if (bar == null && (visible || (silent && Terminal.showsErrors()))) {
      long total = video.seconds().isPresent() ? milliseconds(video.seconds().getAsDouble()) : -1;
      videoBar = Bars.builder(err.get(), "recognizing", total, 0).setUnit(" s", 1000).build();
    }
  }

  /** Advances the bar of the video to a frame. */
  void step(FrameResult frame) {
    if (videoBar != null) {
      videoBar.stepTo(milliseconds(frame.seconds()));
    }
  }

  /** Ends the video. */
  void end() {
    if (videoBar != null) {
      videoBar.close();
      err.get().println();
      videoBar = null;
    }
  }

  private static long milliseconds(double seconds) {
    return Math.round(1000 * seconds);
  }

  /** Prints a line, above the bar if there is one. */
  void print(String line) {
    Bars.printAbove(err.get(), videoBar == null ? bar : videoBar, line);
  }

  @Override
  public void close() {
    end();
    if (bar != null) {
      bar.close();
      err.get().println();
    }
  }
}
