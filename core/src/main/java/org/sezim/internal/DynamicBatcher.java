package org.sezim.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Dynamic batching: inputs that arrive during a run of the model wait for its end, and the next run
 * takes them all. A single caller never waits, and under load the batches grow by themselves. Safe
 * to share between threads.
 */
public final class DynamicBatcher<I, O> {
  private final Function<List<I>, List<O>> model;
  private final IntConsumer sizes;

  /** Held during a run; fair, so that nobody is overtaken for ever. */
  private final ReentrantLock running = new ReentrantLock(true);

  private final List<Call<I, O>> waiting = new ArrayList<>();

  public DynamicBatcher(Function<List<I>, List<O>> model, IntConsumer sizes) {
    this.model = model;
    this.sizes = sizes;
  }

  /** One caller's faces; its answer is written and read under the lock. */
  private static final class Call<I, O> {
    private final List<I> inputs;
    private List<O> outputs = List.of();
    private @Nullable RuntimeException failure;
    private boolean done;

    Call(List<I> inputs) {
      this.inputs = inputs;
    }
  }

  public List<O> run(List<I> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    Call<I, O> mine = new Call<>(inputs);
    synchronized (waiting) {
      waiting.add(mine);
    }
    running.lock();
    try {
      if (!mine.done) {
        runAll(gathered());
      }
    } finally {
      running.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.outputs;
  }

  private List<Call<I, O>> gathered() {
    synchronized (waiting) {
      List<Call<I, O>> calls = List.copyOf(waiting);
      waiting.clear();
      return calls;
    }
  }

  private void runAll(List<Call<I, O>> calls) {
    List<I> inputs = new ArrayList<>();
    calls.forEach(call -> inputs.addAll(call.inputs));
    @Nullable RuntimeException failure =
        new IllegalStateException("a shared run of the network broke off");
    try {
      List<O> outputs = model.apply(inputs);
      int from = 0;
      for (Call<I, O> call : calls) {
        int to = from + call.inputs.size();
        call.outputs = outputs.subList(from, to);
        from = to;
      }
      failure = null;
      sizes.accept(inputs.size());
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      // Also after an error, such as no memory: the others must not take it for an answer.
      for (Call<I, O> call : calls) {
        call.failure = failure;
        call.done = true;
      }
    }
  }
}
