package org.sezim.internal;

import java.util.concurrent.Semaphore;

/**
 * How many pixels may be decoded at once, so that many large photos on many threads fit into
 * memory. A photo larger than all of it waits until it is alone. Safe to share between threads.
 */
public final class PixelBudget {
  /** What decoding takes at most. */
  private static final int BYTES_A_PIXEL = 9;

  private final int pixels;
  private final Semaphore free;

  public PixelBudget(int pixels) {
    this.pixels = pixels;
    // Fair, so that a stream of small photos does not keep a large one waiting for ever.
    this.free = new Semaphore(pixels, true);
  }

  /** Half of the heap. */
  public static PixelBudget ofHeap() {
    long pixels = Runtime.getRuntime().maxMemory() / 2 / BYTES_A_PIXEL;
    return new PixelBudget((int) Math.max(1, Math.min(Integer.MAX_VALUE, pixels)));
  }

  public Share share() {
    return new Share();
  }

  /** What one photo holds, until it is closed. Of one thread. */
  public final class Share implements AutoCloseable {
    private int taken;

    /** Waits for room for one photo. */
    public void take(long wanted) {
      int now = (int) Math.min(pixels, wanted);
      free.acquireUninterruptibly(now);
      taken += now;
    }

    @Override
    public void close() {
      free.release(taken);
    }
  }
}
