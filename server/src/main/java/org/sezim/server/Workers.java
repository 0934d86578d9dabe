package org.sezim.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Worker threads that recognize one photo each, with a bounded queue. Thread-safe. */
final class Workers implements AutoCloseable {
  private final Limits limits;
  private final int threads;
  private final ThreadPoolExecutor executor;

  /** Photos of requests in progress or waiting. */
  private final AtomicInteger photos = new AtomicInteger();

  Workers(int threads, Limits limits) {
    this.limits = limits;
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "sezim-worker-" + number.incrementAndGet()));
  }

  /**
   * Refuses a request if the queue is full.
   *
   * @throws Problem 503
   */
  void checkCapacity() {
    if (isFull(photos.get())) {
      throw full();
    }
  }

  private boolean isFull(int count) {
    return count >= threads + limits.queue();
  }

  private Problem full() {
    return Problem.busy(
        "expected a free place in the queue of " + limits.queue() + " photos, found none");
  }

  /** Number of waiting photos. */
  int waiting() {
    return Math.max(0, photos.get() - executor.getActiveCount());
  }

  /** Number of threads in use. */
  int busy() {
    return executor.getActiveCount();
  }

  /**
   * Runs all tasks of a request in parallel. A request with several photos may exceed the queue's
   * limit, since it cannot be split.
   *
   * @return the results in the order of the tasks
   * @throws Problem 503 if the queue is full or the deadline passes; tasks not yet started are
   *     canceled
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  <T> List<T> runAll(List<Callable<T>> tasks) throws InterruptedException {
    int before = photos.getAndUpdate(count -> isFull(count) ? count : count + tasks.size());
    if (isFull(before)) {
      throw full();
    }
    long end = System.nanoTime() + limits.deadline().toNanos();
    List<FutureTask<T>> futures = tasks.stream().map(FutureTask::new).toList();
    try {
      for (FutureTask<T> task : futures) {
        executor.execute(
            () -> {
              try {
                task.run();
              } finally {
                photos.decrementAndGet();
              }
            });
      }
      List<T> results = new ArrayList<>(futures.size());
      for (Future<T> task : futures) {
        results.add(task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return results;
    } catch (TimeoutException e) {
      throw deadlinePassed();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      futures.forEach(task -> task.cancel(false));
    }
  }

  /** The problem of a request whose deadline has passed. */
  Problem deadlinePassed() {
    return Problem.busy(
        "expected an answer within "
            + limits.deadline().toMillis()
            + " ms, found the server overloaded");
  }

  /** Runs a task in one of the threads, after the tasks before it. */
  void execute(Runnable task) {
    executor.execute(task);
  }

  /** Finishes running and waiting tasks. */
  @Override
  public void close() {
    executor.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
