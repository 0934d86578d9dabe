package org.sezim.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.video.Film;
import org.sezim.video.FilmFrame;
import org.sezim.video.FilmOptions;
import org.sezim.video.FilmRecognizer;
import org.sezim.video.FilmSummary;
import org.sezim.video.FilmWriter;
import org.sezim.video.Timeline;

/** Recognises films one by one, and writes what is asked for about each. */
final class Films implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EmotionRecognizer.Builder builder;
  private final FilmOptions options;
  private final AtomicBoolean stop;
  private final Optional<PictureFolder> annotations;
  private final Optional<PictureFolder> summaries;

  /** None until the first film: its networks take memory of their own. */
  private Optional<EmotionRecognizer> recognizer = Optional.empty();

  /**
   * @param builder of a recogniser of one thread
   * @param annotations for films with boxes
   * @param summaries for JSON and timelines
   */
  Films(
      EmotionRecognizer.Builder builder,
      FilmOptions options,
      AtomicBoolean stop,
      Optional<PictureFolder> annotations,
      Optional<PictureFolder> summaries) {
    this.builder = builder;
    this.options = options;
    this.stop = stop;
    this.annotations = annotations;
    this.summaries = summaries;
  }

  /** Takes frames. */
  interface Sink {
    /** One frame. */
    void accept(FilmFrame frame) throws IOException;
  }

  /** Takes the summary. */
  interface End {
    /** All of a film, or what there was of it. */
    void accept(FilmSummary film) throws IOException;
  }

  /**
   * Recognises one.
   *
   * @throws SezimException if it cannot be opened, or what is asked for cannot be written
   */
  void recognize(Input.Moving input, Consumer<Film> begin, Sink sink, End end)
      throws IOException, InterruptedException {
    try (Film film = Film.open(input.source(), options);
        FilmWriter writer = new FilmWriter(annotated(input.name()), options.fps())) {
      if (recognizer.isEmpty()) {
        recognizer = Optional.of(builder.build());
      }
      begin.accept(film);
      FilmSummary summary =
          new FilmRecognizer(recognizer.get())
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
    Path file = about(name, "faces." + FilmWriter.EXTENSION);
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
