package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.video.FrameResult;
import org.sezim.video.Timeline;
import org.sezim.video.Video;
import org.sezim.video.VideoOptions;
import org.sezim.video.VideoRecognizer;
import org.sezim.video.VideoSummary;
import org.sezim.video.VideoWriter;

/** Recognizes videos one by one and writes the requested files about each. */
final class VideoJob implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmotionRecognizer.Builder builder;
  private final VideoOptions options;
  private final AtomicBoolean stop;
  private final @Nullable AnnotatedPhotoFolder annotations;
  private final @Nullable AnnotatedPhotoFolder summaries;

  /** Null before the first video, because its networks take memory of their own. */
  private @Nullable EmotionRecognizer recognizer;

  /**
   * @param builder of a single-threaded recognizer
   * @param stop ends a video early once it is true
   * @param annotations folder for annotated videos; null for none
   * @param summaries folder for summaries and timelines; null for none
   */
  VideoJob(
      EmotionRecognizer.Builder builder,
      VideoOptions options,
      AtomicBoolean stop,
      @Nullable AnnotatedPhotoFolder annotations,
      @Nullable AnnotatedPhotoFolder summaries) {
    this.builder = builder;
    this.options = options;
    this.stop = stop;
    this.annotations = annotations;
    this.summaries = summaries;
  }

  /** Receives frames. */
  interface FrameSink {
    /** Takes the next frame. */
    void accept(FrameResult frame) throws IOException;
  }

  /** Receives the summary. */
  interface SummarySink {
    /** Takes the summary of a video, up to its end or to the stop. */
    void accept(VideoSummary summary) throws IOException;
  }

  /**
   * Recognizes a video.
   *
   * @param begin called once the video is open
   * @throws SezimException if it cannot be opened, or a requested file cannot be written
   */
  void recognize(Input.Video input, Consumer<Video> begin, FrameSink frames, SummarySink end)
      throws IOException, InterruptedException {
    try (Video video = Video.open(input.source(), options);
        VideoWriter writer = new VideoWriter(annotated(input.name()), options.fps())) {
      if (recognizer == null) {
        recognizer = builder.build();
      }
      begin.accept(video);
      VideoSummary summary =
          new VideoRecognizer(recognizer)
              .recognize(
                  video,
                  stop::get,
                  (frame, photo) -> {
                    frames.accept(frame);
                    if (annotations != null) {
                      writer.write(frame, photo);
                    }
                  });
      end.accept(summary);
      if (summaries != null) {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary.toMap());
        summaries.write(json + "\n", AnnotatedPhotoFolder.fileName(input.name(), "summary.json"));
        summaries.write(
            Timeline.of(summary), AnnotatedPhotoFolder.fileName(input.name(), "timeline.png"));
      }
    }
  }

  /** The file of the annotated video; a name that is never written if there is none. */
  private Path annotated(Path name) {
    Path file = AnnotatedPhotoFolder.fileName(name, "faces." + VideoWriter.EXTENSION);
    return annotations == null ? file : annotations.prepare(file);
  }

  @Override
  public void close() {
    if (recognizer != null) {
      recognizer.close();
    }
  }
}
