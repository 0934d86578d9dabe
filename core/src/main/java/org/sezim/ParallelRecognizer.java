package org.sezim;

import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;
import org.sezim.internal.OrderedTasks;
import org.sezim.internal.OrderedWorkers;
import org.sezim.internal.PixelBudget;

/**
 * Recognizes many photos in parallel, one per thread, and delivers the outcomes in the order of the
 * input, with a bounded number of photos in progress. Safe to share between threads.
 */
final class ParallelRecognizer {
  /** Photos per thread that are taken from the input before their turn. */
  private static final int AHEAD = 4;

  private static final String THREAD_NAME = "sezim-recognizer";

  private final Pipeline pipeline;
  private final PixelBudget budget;
  private final long maxPixels;
  private final int threads;

  /**
   * @param pipeline with one thread per run
   */
  ParallelRecognizer(Pipeline pipeline, PixelBudget budget, long maxPixels, int threads) {
    this.pipeline = pipeline;
    this.budget = budget;
    this.maxPixels = maxPixels;
    this.threads = threads;
  }

  private record Processed<T>(Outcome outcome, Optional<T> value) {}

  /** Passes outcomes and processed values to a sink, in this thread. */
  <T, E extends Exception> void run(
      Iterator<PhotoSource> photos,
      EmotionRecognizer.Processor<T> processor,
      EmotionRecognizer.ProcessedSink<T, E> sink)
      throws E, InterruptedException {
    try (OrderedWorkers<Processed<T>, E> workers =
        new OrderedWorkers<>(
            THREAD_NAME,
            threads,
            AHEAD,
            processed -> sink.accept(processed.outcome(), processed.value()))) {
      while (photos.hasNext()) {
        PhotoSource source = photos.next();
        workers.submit(() -> recognize(source, processor));
      }
      workers.finish();
    }
  }

  private <T> Processed<T> recognize(PhotoSource source, EmotionRecognizer.Processor<T> processor) {
    try (PixelBudget.Share share = budget.share()) {
      Photo photo;
      Recognition recognition;
      try {
        photo = source.read(maxPixels, share::take);
        recognition = pipeline.recognize(photo, source.name());
      } catch (SezimException e) {
        return new Processed<>(new Outcome.Failed(source.name(), e), Optional.empty());
      }
      return new Processed<>(
          new Outcome.Recognized(recognition),
          Optional.of(processor.process(source, photo, recognition)));
    }
  }

  /** The outcomes as a lazy, sequential stream; closing it stops the workers. */
  Stream<Outcome> stream(Stream<PhotoSource> photos) {
    Outcomes outcomes = new Outcomes(photos.iterator());
    return StreamSupport.stream(outcomes, false)
        .onClose(outcomes.tasks::close)
        .onClose(photos::close);
  }

  private final class Outcomes implements Spliterator<Outcome> {
    private final Iterator<PhotoSource> photos;
    private final OrderedTasks<Outcome> tasks = new OrderedTasks<>(THREAD_NAME, threads, AHEAD);

    Outcomes(Iterator<PhotoSource> photos) {
      this.photos = photos;
    }

    @Override
    public boolean tryAdvance(Consumer<? super Outcome> action) {
      Outcome outcome;
      try {
        // At least one new task per outcome, so that the workers stay busy.
        boolean more = photos.hasNext();
        while (more) {
          PhotoSource source = photos.next();
          tasks.begin(() -> recognize(source, (same, photo, found) -> found).outcome());
          more = !tasks.isFull() && !tasks.isNextDone() && photos.hasNext();
        }
        if (tasks.isEmpty()) {
          tasks.close();
          return false;
        }
        outcome = tasks.next();
      } catch (InterruptedException e) {
        tasks.close();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a photo", e);
      } catch (RuntimeException | Error e) {
        tasks.close();
        throw e;
      }
      action.accept(outcome);
      return true;
    }

    /** None: a split-off part would hold outcomes without bound. */
    @Override
    public @Nullable Spliterator<Outcome> trySplit() {
      return null;
    }

    @Override
    public long estimateSize() {
      return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
      return ORDERED | NONNULL;
    }
  }
}
