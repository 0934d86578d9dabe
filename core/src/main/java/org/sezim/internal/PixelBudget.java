package org.sezim.internal;

import java.util.concurrent.Semaphore;

/**
 * Limits the pixels that are decoded at once, so that large photos in many threads fit into memory.
 * A photo larger than the budget takes all of it. Safe to share between threads.
 */
public final class PixelBudget {
  /** Maximum memory of decoding. */
  private static final int BYTES_PER_PIXEL = 9;

  private final int pixels;
  private final Semaphore free;

  /** A budget of this many pixels. */
  public PixelBudget(int pixels) {
    this.pixels = pixels;
    // Fair, so that a large photo does not starve among small ones.
    this.free = new Semaphore(pixels, true);
  }

  /** A budget of half of the heap. */
  public static PixelBudget ofHeap() {
    long pixels = Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL;
    return new PixelBudget((int) Math.max(1, Math.min(Integer.MAX_VALUE, pixels)));
  }

  /** A share for one photo, empty at first. */
  public Share share() {
    return new Share();
  }

  /** The pixels reserved for one photo until it is closed. Used by one thread. */
  public final class Share implements AutoCloseable {
    private int taken;

    /** Reserves the pixels of one photo; waits until they are free. */
    public void take(long wanted) {
      int reserved = (int) Math.min(pixels, wanted);
      free.acquireUninterruptibly(reserved);
      taken += reserved;
    }

    @Override
    public void close() {
      free.release(taken);
    }
  }
}
