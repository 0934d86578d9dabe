package org.sezim.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Pool of native buffers for network inputs: the kernel provides new memory page by page, which
 * takes longer than filling it. A buffer belongs to the thread that takes it until it is given
 * back, so there are at most as many as threads. Safe to share between threads.
 */
public final class DirectBuffers {
  /** Larger buffers (photos over 1280 × 1280) are rare and left to the garbage collector. */
  private static final int MAX_POOLED = 3 * 1280 * 1280;

  private final ConcurrentLinkedQueue<FloatBuffer> spare = new ConcurrentLinkedQueue<>();

  /** A buffer with position 0 and this limit; its content is undefined. */
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

  /** Returns a buffer to the pool; it must not be used afterwards. */
  public void giveBack(FloatBuffer buffer) {
    if (buffer.capacity() <= MAX_POOLED) {
      spare.add(buffer);
    }
  }
}
