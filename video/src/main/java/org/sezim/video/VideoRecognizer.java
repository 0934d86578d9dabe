package org.sezim.video;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;
import org.sezim.internal.OrderedWorkers;

/**
 * From a film to its faces, followed from frame to frame, and what each of them showed and when.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build();
 *     Video film = Video.open("party.mp4", VideoOptions.DEFAULT)) {
 *   VideoSummary summary =
 *       new VideoRecognizer(recognizer).recognize(film, (frame, photo) -> show(frame.faces()));
 * }
 * }</pre>
 *
 * <p>The caller's thread decodes, {@link VideoOptions#threads} others recognise a frame each, and
 * the caller's thread follows the faces in the order of the frames. At most two frames a thread are
 * in memory. Safe to share between threads, a film each.
 */
public final class VideoRecognizer {
  /** Frames per thread that are taken before their turn. */
  private static final int AHEAD = 2;

  private final EmotionRecognizer recognizer;

  /**
   * @param recognizer with {@code threads(1)} gets most done; the caller closes it, after the films
   */
  public VideoRecognizer(EmotionRecognizer recognizer) {
    this.recognizer = recognizer;
  }

  /** Takes frames one by one, in the thread that called. */
  public interface Sink<E extends Exception> {
    /**
     * One frame.
     *
     * @param frame its faces
     * @param photo its pixels
     */
    void accept(FrameResult frame, Photo photo) throws E;
  }

  private record Seen(Video.Still still, Recognition recognition, FrameFeatures view) {}

  /**
   * Recognises a film to its end.
   *
   * @param film as {@link Video#open} gave it, nothing read yet
   * @throws org.sezim.SezimException if a frame cannot be read; what is damaged is left out
   *     instead, and said in {@link VideoSummary#warnings}
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> VideoSummary recognize(Video film, Sink<E> sink)
      throws E, InterruptedException {
    return recognize(film, () -> false, sink);
  }

  /**
   * Recognises a film until it ends or somebody stops.
   *
   * @param stop asked before each frame; those begun are finished
   * @throws org.sezim.SezimException if a frame cannot be read
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> VideoSummary recognize(
      Video film, BooleanSupplier stop, Sink<E> sink) throws E, InterruptedException {
    int threads = film.options().threads();
    SummaryBuilder story = new SummaryBuilder(film, recognizer.labels());
    ShotAwareTracker shots = new ShotAwareTracker(film.options().tracking());
    try (OrderedWorkers<Seen, E> workers =
        new OrderedWorkers<>(
            "sezim-film", threads, AHEAD, seen -> finish(seen, shots, story, sink))) {
      Optional<Video.Still> still = next(film, stop);
      while (still.isPresent()) {
        Video.Still taken = still.get();
        workers.submit(() -> recognize(film, taken));
        still = next(film, stop);
      }
      workers.finish();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return story.end();
    }
  }

  private static Optional<Video.Still> next(Video film, BooleanSupplier stop) {
    return stop.getAsBoolean() ? Optional.empty() : film.next();
  }

  private Seen recognize(Video film, Video.Still still) {
    Photo photo = still.photo();
    Recognition found = recognizer.recognize(photo, film.name());
    List<FaceCrop> crops =
        found.faces().stream().map(face -> EmotionRecognizer.crop(photo, face)).toList();
    return new Seen(
        still, found, new FrameFeatures(FrameSignature.of(photo), found.faces(), crops));
  }

  private static <E extends Exception> void finish(
      Seen seen, ShotAwareTracker shots, SummaryBuilder story, Sink<E> sink) throws E {
    Video.Still still = seen.still();
    Recognition found = seen.recognition();
    List<FaceTracker.Tracked> faces = shots.next(seen.view(), still.seconds());
    FrameResult frame =
        new FrameResult(
            found.source(),
            still.seconds(),
            still.span(),
            found.width(),
            found.height(),
            found.model(),
            faces);
    story.next(frame);
    sink.accept(frame, still.photo());
  }
}
