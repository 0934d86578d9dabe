package org.sezim.video;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceCrop;
import org.sezim.FaceTracker;
import org.sezim.Photo;
import org.sezim.Recognition;
import org.sezim.internal.OrderedWorkers;

/**
 * From a film to its faces, followed from frame to frame, and what each of them showed and when.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build();
 *     Film film = Film.open("party.mp4", FilmOptions.DEFAULT)) {
 *   FilmSummary summary =
 *       new FilmRecognizer(recognizer).recognize(film, (frame, photo) -> show(frame.faces()));
 * }
 * }</pre>
 *
 * <p>The caller's thread decodes, {@link FilmOptions#threads} others recognise a frame each, and
 * the caller's thread follows the faces in the order of the frames. At most two frames a thread are
 * in memory. Safe to share between threads, a film each.
 */
public final class FilmRecognizer {
  /** Frames per thread that are taken before their turn. */
  private static final int AHEAD = 2;

  private final EmotionRecognizer recognizer;

  /**
   * @param recognizer with {@code threads(1)} gets most done; the caller closes it, after the films
   */
  public FilmRecognizer(EmotionRecognizer recognizer) {
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
    void accept(FilmFrame frame, Photo photo) throws E;
  }

  private record Seen(Film.Still still, Recognition recognition, View view) {}

  /**
   * Recognises a film to its end.
   *
   * @param film as {@link Film#open} gave it, nothing read yet
   * @throws org.sezim.SezimException if a frame cannot be read; what is damaged is left out
   *     instead, and said in {@link FilmSummary#warnings}
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> FilmSummary recognize(Film film, Sink<E> sink)
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
  public <E extends Exception> FilmSummary recognize(Film film, BooleanSupplier stop, Sink<E> sink)
      throws E, InterruptedException {
    int threads = film.options().threads();
    Story story = new Story(film, recognizer.labels());
    Shots shots = new Shots(film.options().tracking());
    try (OrderedWorkers<Seen, E> workers =
        new OrderedWorkers<>(
            "sezim-film", threads, AHEAD, seen -> finish(seen, shots, story, sink))) {
      Optional<Film.Still> still = next(film, stop);
      while (still.isPresent()) {
        Film.Still taken = still.get();
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

  private static Optional<Film.Still> next(Film film, BooleanSupplier stop) {
    return stop.getAsBoolean() ? Optional.empty() : film.next();
  }

  private Seen recognize(Film film, Film.Still still) {
    Photo photo = still.photo();
    Recognition found = recognizer.recognize(photo, film.name());
    List<FaceCrop> crops =
        found.faces().stream().map(face -> EmotionRecognizer.crop(photo, face)).toList();
    return new Seen(still, found, new View(Glance.of(photo), found.faces(), crops));
  }

  private static <E extends Exception> void finish(
      Seen seen, Shots shots, Story story, Sink<E> sink) throws E {
    Film.Still still = seen.still();
    Recognition found = seen.recognition();
    List<FaceTracker.Tracked> faces = shots.next(seen.view(), still.seconds());
    FilmFrame frame =
        new FilmFrame(
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
