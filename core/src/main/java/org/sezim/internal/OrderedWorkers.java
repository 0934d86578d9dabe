package org.sezim.internal;

import java.util.concurrent.Callable;

/**
 * Runs tasks in parallel and passes their results to a sink, in the order of the tasks and in the
 * thread that submits them. The number of pending tasks is bounded. Used by one thread, which
 * closes it; tasks that are still running are then interrupted.
 */
public final class OrderedWorkers<T, E extends Exception> implements AutoCloseable {
  private final OrderedTasks<T> tasks;
  private final Sink<T, E> sink;

  /** Receives results one by one. */
  public interface Sink<T, E extends Exception> {
    /** Takes the result of the next task. */
    void accept(T result) throws E;
  }

  /**
   * @param name of the threads, which are daemons
   * @param threads at least 1
   * @param ahead maximum number of pending tasks per thread, at least 1: with more than 1, a slow
   *     task does not idle the other threads
   */
  public OrderedWorkers(String name, int threads, int ahead, Sink<T, E> sink) {
    tasks = new OrderedTasks<>(name, threads, ahead);
    this.sink = sink;
  }

  /**
   * Begins a task and delivers the results that are due; waits while too many tasks are pending.
   *
   * @throws RuntimeException as an earlier task throws it; tasks throw nothing checked
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public void submit(Callable<T> task) throws E, InterruptedException {
    tasks.begin(task);
    while (tasks.isFull() || tasks.isNextDone()) {
      sink.accept(tasks.next());
    }
  }

  /**
   * Waits for the pending tasks and delivers their results.
   *
   * @throws RuntimeException as a task throws it
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  public void finish() throws E, InterruptedException {
    while (!tasks.isEmpty()) {
      sink.accept(tasks.next());
    }
  }

  /** Interrupts running tasks and drops pending ones. */
  @Override
  public void close() {
    tasks.close();
  }
}
