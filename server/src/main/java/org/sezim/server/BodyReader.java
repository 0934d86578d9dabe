package org.sezim.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpStatus;

/** Reads bodies within bounds: each has a length and a time, all together a share of the memory. */
final class BodyReader {
  /** Bodies that come in at once; each keeps one of the connections' 200 threads. */
  private static final int AT_ONCE = 100;

  private final Limits limits;
  private final long memory = Runtime.getRuntime().maxMemory() / 4;
  private final AtomicLong held = new AtomicLong();
  private final Semaphore turns = new Semaphore(AT_ONCE);

  BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** A body; it counts among those in memory until it is closed. Of one thread. */
  final class Body implements AutoCloseable {
    private long taken;
    private byte[] bytes = {};

    byte[] bytes() {
      return bytes;
    }

    private void take(int count) {
      taken += count;
      if (held.addAndGet(count) > memory) {
        throw Problem.busy("expected memory for the request, found it taken by others");
      }
    }

    @Override
    public void close() {
      held.addAndGet(-taken);
    }
  }

  /**
   * Reads a body to its end.
   *
   * @throws Problem if it is too long or too slow, breaks off, or there are too many others
   */
  Body read(HttpServletRequest request) {
    if (request.getContentLengthLong() > limits.bodyBytes()) {
      throw tooLong(request.getContentLengthLong() + "");
    }
    if (!turns.tryAcquire()) {
      throw Problem.busy("expected at most " + AT_ONCE + " bodies at once, found more");
    }
    Body body = new Body();
    try {
      body.bytes = read(request.getInputStream(), body);
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e instanceof Problem problem ? problem : broken(e);
    } finally {
      turns.release();
    }
  }

  private byte[] read(InputStream in, Body body) throws IOException {
    long end = System.nanoTime() + limits.upload().toNanos();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 14];
    for (int count = in.read(some); count >= 0; count = in.read(some)) {
      body.take(count);
      bytes.write(some, 0, count);
      if (bytes.size() > limits.bodyBytes()) {
        throw tooLong("more");
      }
      if (System.nanoTime() - end > 0) {
        throw tooSlow();
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads on after a refusal, within the same bounds, and forgets: most clients look for an answer
   * only after they have sent all, and would see a broken connection in place of it.
   */
  void drain(HttpServletRequest request) {
    if (!turns.tryAcquire()) {
      return;
    }
    try {
      InputStream in = request.getInputStream();
      long end = System.nanoTime() + limits.upload().toNanos();
      byte[] some = new byte[1 << 14];
      long left = limits.bodyBytes();
      while (left > 0 && System.nanoTime() - end < 0) {
        int count = in.read(some);
        if (count < 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException | RuntimeException e) {
      // Whatever the matter is, the refusal says enough.
    } finally {
      turns.release();
    }
  }

  private Problem tooLong(String found) {
    return new Problem(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "body: expected at most " + limits.bodyBytes() + " bytes, found " + found);
  }

  private Problem tooSlow() {
    return new Problem(
        HttpStatus.REQUEST_TIMEOUT_408,
        "body: expected all of it within " + limits.upload().toSeconds() + " s, found less");
  }

  private Problem broken(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return tooSlow();
      }
    }
    return new Problem(HttpStatus.BAD_REQUEST_400, "body: expected all of it, found less", e);
  }
}
