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

/** The threads that recognise, a photo a thread, and the bounded queue before them. */
final class Workers implements AutoCloseable {
  private final Limits limits;
  private final int threads;
  private final ThreadPoolExecutor executor;

  /** Photos of requests, those at work and those that wait. */
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
   * Refuses when the queue is full.
   *
   * @throws Problem 503
   */
  void checkRoom() {
    if (isFull(photos.get())) {
      throw full();
    }
  }

  private boolean isFull(int count) {
    return count >= threads + limits.queue();
  }

  private Problem full() {
    return Problem.busy("expected room in the queue for " + limits.queue() + " photos, found none");
  }

  /** How many photos wait. */
  int waiting() {
    return Math.max(0, photos.get() - executor.getActiveCount());
  }

  /** How many threads are at work. */
  int busy() {
    return executor.getActiveCount();
  }

  /**
   * Does all the tasks of a request, side by side. A request with several photos may fill the queue
   * beyond its end, since it cannot be taken in parts.
   *
   * @return their results in their order
   * @throws Problem 503 if the queue is full, or the deadline passes; what has not begun is given
   *     up
   * @throws InterruptedException if this thread is interrupted while it waits
   */
  <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
    int before = photos.getAndUpdate(count -> isFull(count) ? count : count + tasks.size());
    if (isFull(before)) {
      throw full();
    }
    long end = System.nanoTime() + limits.deadline().toNanos();
    List<FutureTask<T>> begun = tasks.stream().map(FutureTask::new).toList();
    try {
      for (FutureTask<T> task : begun) {
        executor.execute(
            () -> {
              try {
                task.run();
              } finally {
                photos.decrementAndGet();
              }
            });
      }
      List<T> results = new ArrayList<>(begun.size());
      for (Future<T> task : begun) {
        results.add(task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return results;
    } catch (TimeoutException e) {
      throw late();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      begun.forEach(task -> task.cancel(false));
    }
  }

  /** The answer to a request whose time is over. */
  Problem late() {
    return Problem.busy(
        "expected an answer within " + limits.deadline().toMillis() + " ms, found too much to do");
  }

  /** Does something in one of the threads, in its turn. */
  void execute(Runnable task) {
    executor.execute(task);
  }

  /** Finishes what is begun or waits. */
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
