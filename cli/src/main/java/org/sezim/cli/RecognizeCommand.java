package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sezim.Drawing;
import org.sezim.EmotionRecognizer;
import org.sezim.HeatMap;
import org.sezim.Outcome;
import org.sezim.Photo;
import org.sezim.PhotoSource;
import org.sezim.Recognition;
import org.sezim.SezimException;
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
    description = "Find the faces in pictures and name their emotions.",
    mixinStandardHelpOptions = true)
final class RecognizeCommand implements Callable<Integer> {
  private static final String NO_DETECTOR = "none";

  @Spec CommandSpec spec;
  @ParentCommand Main main;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description =
          "Pictures, folders of pictures (searched to the bottom), quoted patterns of them such as"
              + " 'photos/**/*.jpg', or - for a picture on standard input.")
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
              + " a picture).")
  ResultFormat format;

  @Option(
      names = "--annotate",
      paramLabel = "DIR",
      description = "Also write each picture with its boxes and labels.")
  Path annotate;

  @Option(
      names = "--explain",
      paramLabel = "DIR",
      description = "Also write for each face where its answer comes from, as a heat map.")
  Path explain;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "An emotion with a lower score, 0–1, is marked as uncertain (default: 0.5).")
  Double minScore;

  @Option(
      names = "--min-confidence",
      paramLabel = "C",
      description = "What is a face with a lower confidence, 0–1, is left out (default: 0.6).")
  Double minConfidence;

  @Option(
      names = "--smallest-face",
      paramLabel = "PX",
      description = "Faces with a longer side under this are marked as tiny (default: 24 pixels).")
  Integer smallestFace;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many pictures at once (default: as many as there are cores).")
  Integer threads;

  private final AtomicBoolean stop = new AtomicBoolean();
  private RecognitionProgress progress;
  private int failures;

  /** Standard output takes no more. */
  private static final class OutputClosedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (format == null) {
      format = Terminal.showsOutput() ? ResultFormat.table : ResultFormat.jsonl;
    }
    List<Path> written = Stream.of(annotate, explain).filter(Objects::nonNull).toList();
    checkApart(written);
    Optional<PictureFolder> annotations = Optional.ofNullable(annotate).map(PictureFolder::open);
    Optional<PictureFolder> explanations = Optional.ofNullable(explain).map(PictureFolder::open);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    Iterator<Input> all = new Inputs(inputs, written, this::fail);
    Iterator<Input> counted = new Inputs(inputs, written, complaint -> {});
    try (EmotionRecognizer recognizer = recognizer();
        ResultWriter results = format.open(out, recognizer.labels());
        Interrupt interrupt = new Interrupt(stop);
        RecognitionProgress shown = new RecognitionProgress(err, counted)) {
      progress = shown;
      Queue<Input> begun = new ArrayDeque<>();
      recognizer.recognizeAll(
          sources(all, begun),
          outcome -> {
            Input input = begun.remove();
            write(outcome, results);
            if (out.checkError()) {
              throw new OutputClosedException();
            }
            if (outcome instanceof Outcome.Recognized recognized) {
              draw(recognized.recognition(), input, recognizer, annotations, explanations);
            }
            shown.step();
          });
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

  private EmotionRecognizer recognizer() {
    EmotionRecognizer.Builder builder = model.name.recognizer();
    if (NO_DETECTOR.equals(detector)) {
      builder.wholePhotos();
    } else if (detector != null) {
      builder.detector(Path.of(detector));
    }
    choose("--min-score", minScore, builder::minScore);
    choose("--min-confidence", minConfidence, builder::minConfidence);
    choose("--smallest-face", smallestFace, builder::smallestFace);
    choose("--threads", threads, builder::threads);
    return builder.build();
  }

  /** Hands a value to the builder, if there is one, and says in an error which option it was. */
  private <T> void choose(String option, T value, Consumer<T> setting) {
    if (value != null) {
      try {
        setting.accept(value);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), option + e.getMessage().replaceFirst("^\\w+", ""));
      }
    }
  }

  /** The inputs until somebody stops; those taken wait in {@code begun} for their outcomes. */
  private Iterator<PhotoSource> sources(Iterator<Input> all, Queue<Input> begun) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !stop.get() && all.hasNext();
      }

      @Override
      public PhotoSource next() {
        Input input = all.next();
        begun.add(input);
        return input.source();
      }
    };
  }

  private void write(Outcome outcome, ResultWriter results) throws IOException {
    if (outcome instanceof Outcome.Recognized recognized) {
      results.write(recognized.recognition());
    } else if (outcome instanceof Outcome.Failed failed) {
      results.error(failed.source(), failed.error().rule());
      fail(failed.error());
    }
  }

  private void draw(
      Recognition recognition,
      Input input,
      EmotionRecognizer recognizer,
      Optional<PictureFolder> annotations,
      Optional<PictureFolder> explanations) {
    if (annotations.isEmpty() && explanations.isEmpty()) {
      return;
    }
    try {
      Photo photo = input.again().get();
      if (annotations.isPresent()) {
        Path name = PictureFolder.about(input.name(), "faces");
        annotations.get().write(Drawing.of(photo, recognition), name);
      }
      if (explanations.isPresent()) {
        int number = 0;
        for (Recognition.Face face : recognition.faces()) {
          HeatMap map = recognizer.explain(photo, face);
          Path name = PictureFolder.about(input.name(), "face" + ++number);
          explanations
              .get()
              .write(Drawing.of(EmotionRecognizer.crop(photo, face), map, face), name);
        }
      }
    } catch (SezimException e) {
      fail(e);
    } catch (OutOfMemoryError e) {
      fail(new SezimException(recognition.source(), "expected memory to draw it, found none", e));
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
