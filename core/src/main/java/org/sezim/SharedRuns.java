package org.sezim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Scores the faces that several threads bring at the same time in common runs of the network. Who
 * comes while a run goes on waits for its end, and the first to go on takes along all that have
 * gathered. So a lone caller waits for nobody, and under load runs grow by themselves.
 */
final class SharedRuns {
  private final Function<List<FaceCrop>, List<EmotionScores>> scorer;
  private final IntConsumer sizes;

  /** Held during a run; fair, so that nobody is overtaken for ever. */
  private final ReentrantLock running = new ReentrantLock(true);

  private final List<Call> waiting = new ArrayList<>();

  SharedRuns(Function<List<FaceCrop>, List<EmotionScores>> scorer, IntConsumer sizes) {
    this.scorer = scorer;
    this.sizes = sizes;
  }

  /** One caller's faces; its answer is written and read under the lock. */
  private static final class Call {
    private final List<FaceCrop> faces;
    private List<EmotionScores> scores = List.of();
    private RuntimeException failure;
    private boolean done;

    Call(List<FaceCrop> faces) {
      this.faces = faces;
    }
  }

  List<EmotionScores> classify(List<FaceCrop> faces) {
    if (faces.isEmpty()) {
      return List.of();
    }
    Call mine = new Call(faces);
    synchronized (waiting) {
      waiting.add(mine);
    }
    running.lock();
    try {
      if (!mine.done) {
        run(gathered());
      }
    } finally {
      running.unlock();
    }
    if (mine.failure != null) {
      throw mine.failure;
    }
    return mine.scores;
  }

  private List<Call> gathered() {
    synchronized (waiting) {
      List<Call> calls = List.copyOf(waiting);
      waiting.clear();
      return calls;
    }
  }

  private void run(List<Call> calls) {
    List<FaceCrop> faces = new ArrayList<>();
    calls.forEach(call -> faces.addAll(call.faces));
    RuntimeException failure = new IllegalStateException("a shared run of the network broke off");
    try {
      List<EmotionScores> scores = scorer.apply(faces);
      int from = 0;
      for (Call call : calls) {
        int to = from + call.faces.size();
        call.scores = scores.subList(from, to);
        from = to;
      }
      failure = null;
      sizes.accept(faces.size());
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      // Also after an error, such as no memory: the others must not take it for an answer.
      for (Call call : calls) {
        call.failure = failure;
        call.done = true;
      }
    }
  }
}
