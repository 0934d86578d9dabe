package org.sezim.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime, started once. As it starts it searches the process's command line by {@code
 * std::regex}, which takes about 300 bytes of stack a character: a class path of 4,000 characters
 * overflows the megabyte that a Java thread has, and ends the process without a word (release
 * 1.29.0). So it is started on a thread with room for the longest command line; of that room only
 * what is used takes memory.
 */
final class Engine {
  private static final long STACK = 512L << 20;

  static final OrtEnvironment ENVIRONMENT = start();

  private Engine() {}

  private static OrtEnvironment start() {
    FutureTask<OrtEnvironment> task = new FutureTask<>(OrtEnvironment::getEnvironment);
    new Thread(null, task, "onnx-runtime-start", STACK).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime started", e);
    }
  }
}
