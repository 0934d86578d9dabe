package org.sezim.server;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Reads request bodies within limits: length and time of each, and a quarter of the heap for all of
 * them. Thread-safe.
 */
final class BodyReader {
  /** Bodies that are read at once; each occupies one of Jetty's 200 threads. */
  private static final int MAX_CONCURRENT = 100;

  private final Limits limits;
  private final long maxHeld = Runtime.getRuntime().maxMemory() / 4;
  private final AtomicLong held = new AtomicLong();
  private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

  BodyReader(Limits limits) {
    this.limits = limits;
  }

  /** A body in memory, counted until it is closed. Not for use by several threads. */
  final class Body implements AutoCloseable {
    private long counted;
    private byte[] bytes = {};

    byte[] bytes() {
      return bytes;
    }

    private void count(int count) {
      counted += count;
      if (held.addAndGet(count) > maxHeld) {
        throw Problem.busy("expected free memory for the request, found none");
      }
    }

    @Override
    public void close() {
      held.addAndGet(-counted);
    }
  }

  /**
   * Reads a body to its end.
   *
   * @throws Problem 413 if it is too long, 408 if it is too slow, 400 if it is incomplete, 503 if
   *     too many bodies are being read or in memory
   */
  Body read(HttpServletRequest request) {
    if (request.getContentLengthLong() > limits.bodyBytes()) {
      throw tooLong(Long.toString(request.getContentLengthLong()));
    }
    if (!permits.tryAcquire()) {
      throw Problem.busy("expected at most " + MAX_CONCURRENT + " bodies at once, found more");
    }
    Body body = new Body();
    try {
      body.bytes = read(request.getInputStream(), body);
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e instanceof Problem problem ? problem : broken(e);
    } finally {
      permits.release();
    }
  }

  private byte[] read(InputStream in, Body body) throws IOException {
    long end = System.nanoTime() + limits.upload().toNanos();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      body.count(count);
      bytes.write(buffer, 0, count);
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
   * Reads and discards the rest of a refused body, within the same limits: most clients read the
   * response only after they have sent everything, and would otherwise see a broken connection.
   */
  void drain(HttpServletRequest request) {
    if (!permits.tryAcquire()) {
      return;
    }
    try {
      InputStream in = request.getInputStream();
      long end = System.nanoTime() + limits.upload().toNanos();
      byte[] buffer = new byte[1 << 14];
      long left = limits.bodyBytes();
      while (left > 0 && System.nanoTime() - end < 0) {
        int count = in.read(buffer);
        if (count < 0) {
          return;
        }
        left -= count;
      }
    } catch (IOException | RuntimeException e) {
      // The refusal has already been decided.
    } finally {
      permits.release();
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
    return new Problem(HttpStatus.BAD_REQUEST_400, "body: expected all of it, found it cut off", e);
  }
}
