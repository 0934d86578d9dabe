package org.sezim.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory for inputs, used again: fresh memory comes from the kernel page by page, which
 * takes longer than filling it. A buffer belongs to the thread that took it until it gives it back,
 * so there are never more than threads at work. Safe to share between threads.
 */
public final class DirectBuffers {
  /** Larger ones (a photo of more than 1280 × 1280) are seldom and left to the collector. */
  private static final int KEPT = 3 * 1280 * 1280;

  private final ConcurrentLinkedQueue<FloatBuffer> spare = new ConcurrentLinkedQueue<>();

  /** A buffer from position 0 to this limit, with any content. */
  public FloatBuffer take(long floats) {
    FloatBuffer buffer = spare.poll();
    if (buffer == null || buffer.capacity() < floats) {
      buffer =
          ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * floats))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return buffer.clear().limit((int) floats);
  }

  /** The buffer must not be used afterwards. */
  public void giveBack(FloatBuffer buffer) {
    if (buffer.capacity() <= KEPT) {
      spare.add(buffer);
    }
  }
}
