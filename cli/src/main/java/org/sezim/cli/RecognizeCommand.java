package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.Recognition;
import org.sezim.SezimException;
import org.sezim.draw.Annotator;
import org.sezim.emotion.HeatMap;
import org.sezim.image.Photo;
import org.sezim.image.PhotoSource;
import org.sezim.video.Video;
import org.sezim.video.VideoOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sezim recognize}. */
@Command(
    name = "recognize",
    description = "Find the faces in pictures and films and name their emotions.",
    mixinStandardHelpOptions = true)
final class RecognizeCommand implements Callable<Integer> {
  private static final String NO_DETECTOR = "none";

  @Spec CommandSpec spec;
  @ParentCommand Main main;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Pictures and films, folders of them (searched to the bottom), quoted patterns such as"
              + " 'photos/**/*.jpg', a camera (/dev/video0), a stream (rtsp://…), or - for a picture"
              + " on standard input.")
  List<String> inputs;

  @Mixin ModelOption model;

  @Option(
      names = "--detector",
      paramLabel = "FILE|none",
      description =
          "Face model of YuNet's form as ONNX file (default: the one inside Sezim). none: each"
              + " picture is one face, cut out already.")
  String detector;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES} (default: table on a terminal, otherwise jsonl, a line of JSON"
              + " a picture or frame). As a table, a film is a line a face.")
  ResultFormat format;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description = "Also write each picture or film with its boxes and labels.")
  Path annotate;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description =
          "Also write for each face of a picture where its answer comes from, as a heat map.")
  Path explain;

  @Option(
      names = "--summary",
      paramLabel = "DIR",
      description =
          "Also write of each film what its faces showed and when, as JSON and as a picture.")
  Path summary;

  @Option(names = "--fps", paramLabel = "N", description = "Looks a second at a film (default: 5).")
  Double fps;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "An emotion with a lower score, 0–1, is marked as uncertain (default: 0.5).")
  Double minScore;

  @Mixin DetectionOptions detection;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many pictures or frames at once (default: as many as there are cores).")
  Integer threads;

  private final AtomicBoolean stop = new AtomicBoolean();
  private RecognitionProgress progress;
  private int failures;

  /** Taken from the inputs and not begun. */
  private Optional<Input> waiting = Optional.empty();

  /** Standard output takes no more. */
  private static final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (format == null) {
      format = Terminal.showsOutput() ? ResultFormat.table : ResultFormat.jsonl;
    }
    VideoOptions filmOptions = filmOptions();
    List<Path> written = Stream.of(annotate, explain, summary).filter(Objects::nonNull).toList();
    checkApart(written);
    Optional<AnnotatedPhotoFolder> annotations =
        Optional.ofNullable(annotate).map(AnnotatedPhotoFolder::open);
    Optional<AnnotatedPhotoFolder> explanations =
        Optional.ofNullable(explain).map(AnnotatedPhotoFolder::open);
    Optional<AnnotatedPhotoFolder> summaries =
        Optional.ofNullable(summary).map(AnnotatedPhotoFolder::open);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    InputQueue all = new InputQueue(new Inputs(inputs, written, this::fail));
    RecognitionProgress shown = new RecognitionProgress(err, all::total);
    progress = shown;
    boolean films = format == ResultFormat.csv && hasFilm(all, written);
    try (EmotionRecognizer recognizer = recognizer().build();
        ResultWriter results = format.open(out, recognizer.labels(), films);
        Interrupt interrupt = new Interrupt(stop);
        shown;
        VideoJob moving =
            new VideoJob(recognizer().threads(1), filmOptions, stop, annotations, summaries)) {
      while (hasNext(all)) {
        Queue<PhotoSource> begun = new ArrayDeque<>();
        Map<PhotoSource, Path> names = new ConcurrentHashMap<>();
        recognizer.recognizeAll(
            pictures(
                all,
                picture -> {
                  begun.add(picture.source());
                  names.put(picture.source(), picture.name());
                }),
            (source, photo, found) ->
                draw(photo, found, names.get(source), recognizer, annotations, explanations),
            (outcome, undrawn) -> {
              names.remove(begun.remove());
              write(outcome, results);
              checkOpen(out);
              undrawn.ifPresent(errors -> errors.forEach(this::fail));
              shown.step();
            });
        if (hasNext(all) && waiting.get() instanceof Input.Moving film) {
          waiting = Optional.empty();
          recognize(film, moving, results, out);
          shown.step();
        }
      }
    } catch (OutputClosedException e) {
      if (!Terminal.outputIsPipe()) {
        throw new SezimException("standard output", "cannot be written", e);
      }
      // Whoever reads, such as head, has seen enough.
    }
    if (stop.get()) {
      return Interrupt.CODE;
    }
    return failures == 0 ? 0 : Main.FAILED;
  }

  /** Refuses to write into a folder that holds inputs: none must be written over. */
  private void checkApart(List<Path> written) throws IOException {
    for (Path folder : written) {
      for (String input : inputs) {
        if (Files.exists(folder) && Inputs.isIn(input, folder)) {
          throw new ParameterException(
              spec.commandLine(),
              "expected a folder for pictures apart from the inputs, found "
                  + Terminal.line(folder + ", which holds " + input));
        }
      }
    }
  }

  private static void checkOpen(PrintWriter out) throws OutputClosedException {
    if (out.checkError()) {
      throw new OutputClosedException();
    }
  }

  /** Whether one of the inputs is a film; those too many to be seen at once are walked twice. */
  private boolean hasFilm(InputQueue all, List<Path> written) {
    if (all.seesFilm()) {
      return true;
    }
    if (all.seesEnd()) {
      return false;
    }
    Iterator<Input> every = new Inputs(inputs, written, complaint -> {});
    while (every.hasNext()) {
      if (every.next() instanceof Input.Moving) {
        return true;
      }
    }
    return false;
  }

  private VideoOptions filmOptions() {
    AtomicReference<VideoOptions> options = new AtomicReference<>(VideoOptions.DEFAULT);
    Options.apply(spec, "--fps", fps, value -> options.set(options.get().withFps(value)));
    Options.apply(
        spec, "--threads", threads, value -> options.set(options.get().withThreads(value)));
    Options.apply(
        spec, "--min-score", minScore, value -> options.set(options.get().withMinScore(value)));
    return options.get();
  }

  private EmotionRecognizer.Builder recognizer() {
    EmotionRecognizer.Builder builder = model.name.recognizer();
    if (NO_DETECTOR.equals(detector)) {
      builder.withoutDetector();
    } else if (detector != null) {
      builder.detector(Path.of(detector));
    }
    Options.apply(spec, "--min-score", minScore, builder::minScore);
    detection.apply(builder);
    Options.apply(spec, "--threads", threads, builder::threads);
    return builder;
  }

  /** Whether there is another input and nobody has stopped; it waits. */
  private boolean hasNext(Iterator<Input> all) {
    if (waiting.isEmpty() && !stop.get() && all.hasNext()) {
      waiting = Optional.of(all.next());
    }
    return !stop.get() && waiting.isPresent();
  }

  /** The pictures before the next film; {@code begin} hears of each that is taken. */
  private Iterator<PhotoSource> pictures(Iterator<Input> all, Consumer<Input.Picture> begin) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return RecognizeCommand.this.hasNext(all) && waiting.get() instanceof Input.Picture;
      }

      @Override
      public PhotoSource next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Input.Picture picture = (Input.Picture) waiting.get();
        waiting = Optional.empty();
        begin.accept(picture);
        return picture.source();
      }
    };
  }

  private void recognize(Input.Moving input, VideoJob films, ResultWriter results, PrintWriter out)
      throws IOException, InterruptedException {
    try {
      films.recognize(
          input,
          film -> progress.begin(film, format == ResultFormat.table),
          frame -> {
            results.write(frame);
            checkOpen(out);
            progress.step(frame);
          },
          film -> {
            progress.end();
            results.end(film);
            film.warnings().forEach(rule -> fail(new SezimException(film.source(), rule)));
          });
    } catch (SezimException e) {
      progress.end();
      String name = Video.name(input.source());
      results.error(name, e.place().equals(name) ? e.rule() : e.getMessage());
      fail(e);
    }
  }

  private void write(Outcome outcome, ResultWriter results) throws IOException {
    if (outcome instanceof Outcome.Recognized recognized) {
      results.write(recognized.recognition());
    } else if (outcome instanceof Outcome.Failed failed) {
      results.error(failed.source(), failed.error().rule());
      fail(failed.error());
    }
  }

  /**
   * Writes what is asked for about a photo; called in any thread.
   *
   * @return what could not be written
   */
  private static List<SezimException> draw(
      Photo photo,
      Recognition recognition,
      Path input,
      EmotionRecognizer recognizer,
      Optional<AnnotatedPhotoFolder> annotations,
      Optional<AnnotatedPhotoFolder> explanations) {
    try {
      if (annotations.isPresent()) {
        Path name = AnnotatedPhotoFolder.about(input, "faces");
        annotations.get().write(Annotator.of(photo, recognition), name);
      }
      if (explanations.isPresent()) {
        int number = 0;
        for (Recognition.Face face : recognition.faces()) {
          HeatMap map = recognizer.explain(photo, face);
          Path name = AnnotatedPhotoFolder.about(input, "face" + ++number);
          explanations
              .get()
              .write(Annotator.of(EmotionRecognizer.crop(photo, face), map, face), name);
        }
      }
      return List.of();
    } catch (SezimException e) {
      return List.of(e);
    } catch (OutOfMemoryError e) {
      return List.of(
          new SezimException(recognition.source(), "expected memory to draw it, found none", e));
    }
  }

  /** One line on standard error; the others go on. */
  private void fail(SezimException e) {
    failures++;
    progress.print(Terminal.line(e.getMessage()));
    if (main.verbose) {
      e.printStackTrace(spec.commandLine().getErr());
    }
  }
}
