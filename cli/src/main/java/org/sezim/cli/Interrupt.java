package org.sezim.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;

/** While open, the first Ctrl-C requests a stop, and a second one ends the process at once. */
final class Interrupt implements AutoCloseable {
  /** The exit code of a command stopped by Ctrl-C, as shells define it. */
  static final int CODE = 130;

  private final Object before;

  Interrupt(AtomicBoolean stop) {
    this(stop, () -> {});
  }

  /**
   * @param stop set at the first Ctrl-C
   * @param first called at the first Ctrl-C
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
