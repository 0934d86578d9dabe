package org.sezim.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs tasks side by side and gives their results in the order of the tasks, in the thread that
 * submits them. The number of tasks that are begun and not yet given is bounded. Used by one
 * thread, which closes it; what is unfinished then is given up.
 */
public final class OrderedWorkers<T, E extends Exception> implements AutoCloseable {
  private final ExecutorService workers;
  private final int most;
  private final Sink<T, E> sink;
  private final Deque<Future<T>> begun = new ArrayDeque<>();

  /** Takes results one by one. */
  public interface Sink<T, E extends Exception> {
    /** The result of the next task. */
    void accept(T result) throws E;
  }

  /**
   * @param name of the threads, which are daemons
   * @param threads at least 1
   * @param ahead how many tasks per thread are begun before their turn, at least 1: a slow one must
   *     not idle the rest
   */
  public OrderedWorkers(String name, int threads, int ahead, Sink<T, E> sink) {
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    most = ahead * threads;
    this.sink = sink;
  }

  /**
   * Begins a task and gives the results that are due; waits while too many tasks are begun.
   *
   * @throws RuntimeException whatever an earlier task throws; tasks throw nothing checked
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public void submit(Callable<T> task) throws E, InterruptedException {
    begun.add(workers.submit(task));
    while (begun.size() >= most || (!begun.isEmpty() && begun.peek().isDone())) {
      sink.accept(result(begun.remove()));
    }
  }

  /**
   * Waits for the tasks that are left and gives their results.
   *
   * @throws RuntimeException whatever a task throws
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public void finish() throws E, InterruptedException {
    while (!begun.isEmpty()) {
      sink.accept(result(begun.remove()));
    }
  }

  private static <T> T result(Future<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Interrupts the tasks that are still running. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
