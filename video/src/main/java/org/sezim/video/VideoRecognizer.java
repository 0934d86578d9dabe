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
 * Recognizes the faces of a video, tracks them from frame to frame, and summarizes their emotions.
 *
 * <pre>{@code
 * try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build();
 *     Video video = Video.open("party.mp4", VideoOptions.DEFAULT)) {
 *   VideoSummary summary =
 *       new VideoRecognizer(recognizer).recognize(video, (frame, photo) -> show(frame.faces()));
 * }
 * }</pre>
 *
 * <p>The caller's thread decodes, {@link VideoOptions#threads} other threads recognize one frame
 * each, and the caller's thread tracks the faces in the order of the frames. At most two frames per
 * thread are in memory. Safe to share between threads, with one video per thread.
 */
public final class VideoRecognizer {
  /** Frames per thread that are decoded ahead. */
  private static final int AHEAD = 2;

  private final EmotionRecognizer recognizer;

  /**
   * @param recognizer fastest with {@code threads(1)}; the caller closes it after the last video
   */
  public VideoRecognizer(EmotionRecognizer recognizer) {
    this.recognizer = recognizer;
  }

  /** Receives the frames one by one, in the thread of the caller. */
  public interface Sink<E extends Exception> {
    /**
     * Receives one frame.
     *
     * @param frame its faces
     * @param photo its pixels
     */
    void accept(FrameResult frame, Photo photo) throws E;
  }

  private record Analyzed(Video.Frame frame, Recognition recognition, FrameFeatures features) {}

  /**
   * Recognizes a video to its end.
   *
   * @param video freshly opened by {@link Video#open}
   * @throws org.sezim.SezimException if a frame cannot be read; damaged parts are skipped and
   *     reported in {@link VideoSummary#warnings}
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> VideoSummary recognize(Video video, Sink<E> sink)
      throws E, InterruptedException {
    return recognize(video, () -> false, sink);
  }

  /**
   * Recognizes a video until it ends or is stopped.
   *
   * @param stop checked before each frame; frames already begun are finished
   * @throws org.sezim.SezimException if a frame cannot be read
   * @throws InterruptedException if this thread is interrupted
   */
  public <E extends Exception> VideoSummary recognize(
      Video video, BooleanSupplier stop, Sink<E> sink) throws E, InterruptedException {
    int threads = video.options().threads();
    SummaryBuilder summary = new SummaryBuilder(video, recognizer.labels());
    ShotAwareTracker tracker = new ShotAwareTracker(video.options().tracking());
    try (OrderedWorkers<Analyzed, E> workers =
        new OrderedWorkers<>(
            "sezim-video", threads, AHEAD, analyzed -> finish(analyzed, tracker, summary, sink))) {
      Optional<Video.Frame> next = next(video, stop);
      while (next.isPresent()) {
        Video.Frame frame = next.get();
        workers.submit(() -> analyze(video, frame));
        next = next(video, stop);
      }
      workers.finish();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return summary.build();
    }
  }

  private static Optional<Video.Frame> next(Video video, BooleanSupplier stop) {
    return stop.getAsBoolean() ? Optional.empty() : video.next();
  }

  private Analyzed analyze(Video video, Video.Frame frame) {
    Photo photo = frame.photo();
    Recognition found = recognizer.recognize(photo, video.name());
    List<FaceCrop> crops =
        found.faces().stream().map(face -> EmotionRecognizer.crop(photo, face)).toList();
    return new Analyzed(
        frame, found, new FrameFeatures(FrameSignature.of(photo), found.faces(), crops));
  }

  private static <E extends Exception> void finish(
      Analyzed analyzed, ShotAwareTracker tracker, SummaryBuilder summary, Sink<E> sink) throws E {
    Video.Frame frame = analyzed.frame();
    Recognition found = analyzed.recognition();
    List<FaceTracker.Tracked> faces = tracker.next(analyzed.features(), frame.seconds());
    FrameResult result =
        new FrameResult(
            found.source(),
            frame.seconds(),
            frame.span(),
            found.width(),
            found.height(),
            found.model(),
            faces);
    summary.add(result);
    sink.accept(result, frame.photo());
  }
}
