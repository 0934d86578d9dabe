package org.sezim.internal.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime's environment, started once, on a thread with a large stack: release 1.29.0 can
 * crash the process if it starts on Java's default stack. Only the used part of a stack takes
 * memory.
 */
final class OrtRuntime {
  private static final long STACK_BYTES = 512L << 20;

  static final OrtEnvironment ENVIRONMENT = start(OrtEnvironment::getEnvironment);

  private OrtRuntime() {}

  /** Runs a task on a thread with a large stack. */
  static <T> T start(Callable<T> task) {
    FutureTask<T> result = new FutureTask<>(task);
    new Thread(null, result, "onnx-runtime-start", STACK_BYTES).start();
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("ONNX Runtime did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime started", e);
    }
  }
}
