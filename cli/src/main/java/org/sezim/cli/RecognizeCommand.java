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
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    description = "Detect the faces in photos and videos and classify their emotions.",
    mixinStandardHelpOptions = true)
final class RecognizeCommand implements Callable<Integer> {
  private static final String NO_DETECTOR = "none";

  @Spec CommandSpec spec;
  @ParentCommand Main main;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Photos, videos, folders (searched recursively), quoted patterns such as"
              + " 'photos/**/*.jpg', a camera (/dev/video0), a stream (rtsp://…), or - for a photo on"
              + " standard input.")
  List<String> inputs;

  @Mixin ModelOption model;

  @Option(
      names = "--detector",
      paramLabel = "FILE|none",
      description =
          "Face detector as an ONNX file in YuNet's format (default: the bundled one). none: each"
              + " photo is one face, already cropped.")
  @Nullable String detector;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Output format: ${COMPLETION-CANDIDATES} (default: table on a terminal, otherwise jsonl,"
              + " one line of JSON per photo or video frame). A table has one line per face.")
  @Nullable ResultFormat format;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description = "Also write each photo or video, with boxes and labels, to this folder.")
  @Nullable Path annotate;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description =
          "Also write one heat map per face of a photo to this folder: how much each part of the"
              + " face contributes to the emotion.")
  @Nullable Path explain;

  @Option(
      names = "--summary",
      paramLabel = "DIR",
      description =
          "Also write a summary of each video to this folder: which emotions each face shows and"
              + " when, as JSON and as a timeline (PNG).")
  @Nullable Path summary;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames to analyze per second of video (default: 5).")
  @Nullable Double fps;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "Mark emotions with a score below this, 0 to 1, as uncertain (default: 0.5).")
  @Nullable Double minScore;

  @Mixin DetectionOptions detection;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Photos or video frames to process at once (default: the number of cores).")
  @Nullable Integer threads;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final RecognitionProgress progress =
      new RecognitionProgress(() -> spec.commandLine().getErr());
  private int failures;

  /** Taken from the inputs, but not begun. */
  private @Nullable Input waiting;

  /** Standard output is closed or full. */
  private static final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (format == null) {
      format = Terminal.showsOutput() ? ResultFormat.table : ResultFormat.jsonl;
    }
    VideoOptions videoOptions = videoOptions();
    List<Path> written = Stream.of(annotate, explain, summary).filter(Objects::nonNull).toList();
    checkApart(written);
    AnnotatedPhotoFolder annotations = open(annotate);
    AnnotatedPhotoFolder explanations = open(explain);
    AnnotatedPhotoFolder summaries = open(summary);
    PrintWriter out = spec.commandLine().getOut();
    InputQueue all = new InputQueue(new Inputs(inputs, written, this::fail));
    boolean videos = format == ResultFormat.csv && hasVideo(all, written);
    try (EmotionRecognizer recognizer = recognizer().build();
        ResultWriter results = format.open(out, recognizer.labels(), videos);
        Interrupt interrupt = new Interrupt(stop);
        progress;
        VideoJob videoJob =
            new VideoJob(recognizer().threads(1), videoOptions, stop, annotations, summaries)) {
      while (hasNext(all)) {
        Queue<PhotoSource> begun = new ArrayDeque<>();
        Map<PhotoSource, Path> names = new ConcurrentHashMap<>();
        recognizer.recognizeAll(
            photos(
                all,
                photo -> {
                  begun.add(photo.source());
                  names.put(photo.source(), photo.name());
                }),
            (source, photo, recognition) ->
                draw(
                    photo,
                    recognition,
                    Objects.requireNonNull(names.get(source)),
                    recognizer,
                    annotations,
                    explanations),
            (outcome, drawingErrors) -> {
              names.remove(begun.remove());
              write(outcome, results);
              checkOpen(out);
              drawingErrors.ifPresent(errors -> errors.forEach(this::fail));
              progress.step(all::total);
            });
        if (hasNext(all) && waiting instanceof Input.Video video) {
          waiting = null;
          recognize(video, videoJob, results, out);
          progress.step(all::total);
        }
      }
    } catch (OutputClosedException e) {
      if (!Terminal.outputIsPipe()) {
        throw new SezimException("standard output", "cannot be written", e);
      }
      // The reader, for example head, has read enough.
    }
    if (stop.get()) {
      return Interrupt.CODE;
    }
    return failures == 0 ? 0 : Main.FAILED;
  }

  private static @Nullable AnnotatedPhotoFolder open(@Nullable Path folder) {
    return folder == null ? null : AnnotatedPhotoFolder.open(folder);
  }

  /** Rejects output folders that hold inputs, so that no input is overwritten. */
  private void checkApart(List<Path> written) throws IOException {
    for (Path folder : written) {
      for (String input : inputs) {
        if (Files.exists(folder) && Inputs.isIn(input, folder)) {
          throw new ParameterException(
              spec.commandLine(),
              "expected an output folder without inputs, found "
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

  /** Returns true if an input is a video; walks the inputs twice if they are too many to queue. */
  private boolean hasVideo(InputQueue all, List<Path> written) {
    if (all.seesVideo()) {
      return true;
    }
    if (all.seesEnd()) {
      return false;
    }
    Iterator<Input> every = new Inputs(inputs, written, error -> {});
    while (every.hasNext()) {
      if (every.next() instanceof Input.Video) {
        return true;
      }
    }
    return false;
  }

  private VideoOptions videoOptions() {
    VideoOptions options = VideoOptions.DEFAULT;
    options = Options.with(spec, "--fps", fps, options, VideoOptions::withFps);
    options = Options.with(spec, "--threads", threads, options, VideoOptions::withThreads);
    return Options.with(spec, "--min-score", minScore, options, VideoOptions::withMinScore);
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

  /** Returns true if another input is {@link #waiting} and Ctrl-C was not pressed. */
  private boolean hasNext(Iterator<Input> all) {
    if (waiting == null && !stop.get() && all.hasNext()) {
      waiting = all.next();
    }
    return !stop.get() && waiting != null;
  }

  /** The photos before the next video; {@code begin} is called with each one that is taken. */
  private Iterator<PhotoSource> photos(Iterator<Input> all, Consumer<Input.Photo> begin) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return RecognizeCommand.this.hasNext(all) && waiting instanceof Input.Photo;
      }

      @Override
      public PhotoSource next() {
        if (!hasNext() || !(waiting instanceof Input.Photo photo)) {
          throw new NoSuchElementException();
        }
        waiting = null;
        begin.accept(photo);
        return photo.source();
      }
    };
  }

  private void recognize(Input.Video input, VideoJob job, ResultWriter results, PrintWriter out)
      throws IOException, InterruptedException {
    try {
      job.recognize(
          input,
          video -> progress.begin(video, format == ResultFormat.table),
          frame -> {
            results.write(frame);
            checkOpen(out);
            progress.step(frame);
          },
          summarized -> {
            progress.end();
            results.end(summarized);
            summarized
                .warnings()
                .forEach(rule -> fail(new SezimException(summarized.source(), rule)));
          });
    } catch (SezimException e) {
      progress.end();
      String name = Video.name(input.source());
      results.error(name, e.place().equals(name) ? e.rule() : "" + e.getMessage());
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
   * Writes the requested images about a photo. Several threads call it at once.
   *
   * @return the errors of images that cannot be written
   */
  private static List<SezimException> draw(
      Photo photo,
      Recognition recognition,
      Path input,
      EmotionRecognizer recognizer,
      @Nullable AnnotatedPhotoFolder annotations,
      @Nullable AnnotatedPhotoFolder explanations) {
    try {
      if (annotations != null) {
        Path name = AnnotatedPhotoFolder.imageName(input, "faces");
        annotations.write(Annotator.of(photo, recognition), name);
      }
      if (explanations != null) {
        int number = 0;
        for (Recognition.Face face : recognition.faces()) {
          HeatMap map = recognizer.explain(photo, face);
          Path name = AnnotatedPhotoFolder.imageName(input, "face" + ++number);
          explanations.write(Annotator.of(EmotionRecognizer.crop(photo, face), map, face), name);
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

  /** Counts an error and prints it as one line on standard error. */
  private void fail(SezimException e) {
    failures++;
    progress.print(Terminal.line("" + e.getMessage()));
    if (main.verbose) {
      e.printStackTrace(spec.commandLine().getErr());
    }
  }
}
