package org.sezim.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks in parallel and returns their results in the order of the tasks. Used by one thread,
 * which begins tasks, takes results and closes it; {@link OrderedWorkers} does so with a sink.
 */
public final class OrderedTasks<T> implements AutoCloseable {
  private final ExecutorService workers;
  private final int maxPending;
  private final Deque<Future<T>> pending = new ArrayDeque<>();

  /**
   * @param name of the threads, which are daemons
   * @param threads at least 1
   * @param ahead maximum number of pending tasks per thread, at least 1: with more than 1, a slow
   *     task does not idle the other threads
   */
  public OrderedTasks(String name, int threads, int ahead) {
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    maxPending = ahead * threads;
  }

  /** Begins a task, which throws nothing checked; the caller asks {@link #isFull} first. */
  public void begin(Callable<T> task) {
    pending.add(workers.submit(task));
  }

  /** Whether as many tasks are pending as allowed. */
  public boolean isFull() {
    return pending.size() >= maxPending;
  }

  /** Whether no task is pending. */
  public boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether {@link #next} returns without waiting. */
  public boolean isNextDone() {
    return !pending.isEmpty() && pending.peek().isDone();
  }

  /**
   * Waits for the oldest pending task and returns its result.
   *
   * @throws RuntimeException as the task throws it
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public T next() throws InterruptedException {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Interrupts running tasks and drops pending ones. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
