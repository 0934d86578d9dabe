package org.sezim.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** While open, Ctrl-C asks for a stop; a second one does not wait. */
final class Interrupt implements AutoCloseable {
  /** What a shell gives for a command that Ctrl-C ended. */
  static final int CODE = 130;

  private final Object before;

  Interrupt(AtomicBoolean stop) {
    this(stop, () -> {});
  }

  /**
   * @param first what to do besides, at the first Ctrl-C
   */
  Interrupt(AtomicBoolean stop, Runnable first) {
    before =
        Signals.register(
            "INT",
            () -> {
              if (stop.getAndSet(true)) {
                Runtime.getRuntime().halt(CODE);
              }
              first.run();
            });
  }

  @Override
  public void close() {
    Signals.unregister("INT", before);
  }
}
