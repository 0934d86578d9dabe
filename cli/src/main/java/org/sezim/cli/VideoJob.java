package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.video.FrameResult;
import org.sezim.video.Timeline;
import org.sezim.video.Video;
import org.sezim.video.VideoOptions;
import org.sezim.video.VideoRecognizer;
import org.sezim.video.VideoSummary;
import org.sezim.video.VideoWriter;

/** Recognises films one by one, and writes what is asked for about each. */
final class VideoJob implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmotionRecognizer.Builder builder;
  private final VideoOptions options;
  private final AtomicBoolean stop;
  private final Optional<AnnotatedPhotoFolder> annotations;
  private final Optional<AnnotatedPhotoFolder> summaries;

  /** None until the first film: its networks take memory of their own. */
  private Optional<EmotionRecognizer> recognizer = Optional.empty();

  /**
   * @param builder of a recogniser of one thread
   * @param annotations for films with boxes
   * @param summaries for JSON and timelines
   */
  VideoJob(
      EmotionRecognizer.Builder builder,
      VideoOptions options,
      AtomicBoolean stop,
      Optional<AnnotatedPhotoFolder> annotations,
      Optional<AnnotatedPhotoFolder> summaries) {
    this.builder = builder;
    this.options = options;
    this.stop = stop;
    this.annotations = annotations;
    this.summaries = summaries;
  }

  /** Takes frames. */
  interface Sink {
    /** One frame. */
    void accept(FrameResult frame) throws IOException;
  }

  /** Takes the summary. */
  interface End {
    /** All of a film, or what there was of it. */
    void accept(VideoSummary film) throws IOException;
  }

  /**
   * Recognises one.
   *
   * @throws SezimException if it cannot be opened, or what is asked for cannot be written
   */
  void recognize(Input.Moving input, Consumer<Video> begin, Sink sink, End end)
      throws IOException, InterruptedException {
    try (Video film = Video.open(input.source(), options);
        VideoWriter writer = new VideoWriter(annotated(input.name()), options.fps())) {
      if (recognizer.isEmpty()) {
        recognizer = Optional.of(builder.build());
      }
      begin.accept(film);
      VideoSummary summary =
          new VideoRecognizer(recognizer.get())
              .recognize(
                  film,
                  stop::get,
                  (frame, photo) -> {
                    sink.accept(frame);
                    if (annotations.isPresent()) {
                      writer.write(frame, photo);
                    }
                  });
      end.accept(summary);
      if (summaries.isPresent()) {
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary.toMap());
        summaries.get().write(json + "\n", about(input.name(), "summary.json"));
        summaries.get().write(Timeline.of(summary), about(input.name(), "timeline.png"));
      }
    }
  }

  /** Where the film with boxes goes, if it is asked for; else a name that is never written. */
  private Path annotated(Path name) {
    Path file = about(name, "faces." + VideoWriter.EXTENSION);
    return annotations.map(folder -> folder.place(file)).orElse(file);
  }

  /** A name of something about an input: the input's own, then the ending. */
  private static Path about(Path name, String ending) {
    return name.resolveSibling(name.getFileName() + "." + ending);
  }

  @Override
  public void close() {
    recognizer.ifPresent(EmotionRecognizer::close);
  }
}
