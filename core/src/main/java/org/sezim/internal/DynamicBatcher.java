package org.sezim.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Dynamic batching: inputs that arrive during a run of the model wait for its end, and the next run
 * takes them all. A single caller never waits, and batches grow with the load. Safe to share
 * between threads.
 */
public final class DynamicBatcher<I, O> {
  private final Function<List<I>, List<O>> model;
  private final IntConsumer sizes;

  /** Held during a run; fair, so that no caller starves. */
  private final ReentrantLock running = new ReentrantLock(true);

  private final List<Call<I, O>> waiting = new ArrayList<>();

  /**
   * @param model computes one output per input, in their order; never called concurrently
   * @param sizes receives the number of inputs of each run
   */
  public DynamicBatcher(Function<List<I>, List<O>> model, IntConsumer sizes) {
    this.model = model;
    this.sizes = sizes;
  }

  /** One caller's inputs; the outputs are written and read under the lock. */
  private static final class Call<I, O> {
    private final List<I> inputs;
    private List<O> outputs = List.of();
    private @Nullable RuntimeException failure;
    private boolean done;

    Call(List<I> inputs) {
      this.inputs = inputs;
    }
  }

  /**
   * Runs the model on these inputs, possibly together with those of other callers.
   *
   * @return one output per input, in their order
   * @throws RuntimeException if the model throws it; all callers of that run get it
   */
  public List<O> run(List<I> inputs) {
    if (inputs.isEmpty()) {
      return List.of();
    }
    Call<I, O> own = new Call<>(inputs);
    synchronized (waiting) {
      waiting.add(own);
    }
    running.lock();
    try {
      if (!own.done) {
        runAll(takeWaiting());
      }
    } finally {
      running.unlock();
    }
    if (own.failure != null) {
      throw own.failure;
    }
    return own.outputs;
  }

  private List<Call<I, O>> takeWaiting() {
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
        new IllegalStateException("a shared run of the network failed");
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
      // Also after an Error, or the other callers would get no outputs and no failure.
      for (Call<I, O> call : calls) {
        call.failure = failure;
        call.done = true;
      }
    }
  }
}
