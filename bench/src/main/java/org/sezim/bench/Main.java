package org.sezim.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bytedeco.opencv.global.opencv_core;
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.bench.experiments.CropSearch;
import org.sezim.bench.report.MarkedText;
import org.sezim.bench.report.Table;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bench/run}: compares face detectors. Prints Markdown tables on standard output. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    subcommands = {
      CropSearch.class,
      ClassifierSpeed.class,
      ModelChoice.class,
      Interop.class,
      LibrarySpeed.class,
      PanVideo.class
    },
    description = "Compares Sezim's face detector with YuNet and a Haar cascade in OpenCV.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all done", "1:something failed", "2:wrong usage"})
public final class Main implements Callable<Integer> {
  private static final String SCENES = "scenes";

  /** The number of photos for {@link Speed}. */
  private static final int FRAMES = 12;

  enum Measurement {
    accuracy,
    emotion,
    speed,
    throughput
  }

  @Spec CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "../shared/data",
      description =
          "Folder with portraits, scenes, photos and the teacher's faces, NAME.yunet.csv"
              + " (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description = "Another ONNX network for Sezim's detector; repeatable.")
  List<Path> detectors = List.of();

  @Option(
      names = "--yunet",
      paramLabel = "FILE",
      description =
          "Official YuNet to run in OpenCV (default: models/face_detection_yunet_2026may.onnx"
              + " in --data).")
  @Nullable Path yunet;

  @Option(
      names = "--split",
      defaultValue = "held-out",
      converter = SplitConverter.class,
      description = "Photos to measure: held-out, training or all (default: ${DEFAULT-VALUE}).")
  DataSplit split;

  @Option(
      names = "--only",
      split = ",",
      description = "Measurements: ${COMPLETION-CANDIDATES} (default: all).")
  Set<Measurement> only = EnumSet.allOf(Measurement.class);

  @Option(
      names = "--confidence",
      description = "Minimum confidence of a face, 0 to 1 (default: Sezim's own).")
  double confidence = FaceDetector.Options.DEFAULT.minConfidence();

  @Option(
      names = "--rounds",
      defaultValue = "21",
      description = "Rounds of the timing of single photos (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description = "Rounds of the timing of a whole folder (default: ${DEFAULT-VALUE}).")
  int passes;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Markdown file; also replaces the tables between its marks.")
  @Nullable Path write;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (!(e instanceof SezimException)) {
            throw e;
          }
          command.getErr().println(e.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check(confidence >= 0 && confidence <= 1, "--confidence: expected 0–1, found " + confidence);
    check(rounds >= 1, "--rounds: expected at least 1, found " + rounds);
    check(passes >= 1, "--passes: expected at least 1, found " + passes);
    // One thread, like Sezim's detectors here.
    opencv_core.setNumThreads(1);
    Path yunetFile =
        yunet != null ? yunet : data.resolve("models/face_detection_yunet_2026may.onnx");
    List<FaceFinder> finders = new ArrayList<>();
    try {
      finders.add(SezimFinder.bundled());
      detectors.forEach(file -> finders.add(SezimFinder.of(file)));
      FaceFinder baseline = new OpenCvYunet(yunetFile);
      finders.add(baseline);
      OpenCvHaar haar = new OpenCvHaar();
      finders.add(haar);
      if (only.contains(Measurement.accuracy)) {
        Accuracy accuracy = new Accuracy(data, split, finders, confidence);
        show("accuracy", accuracy.summary());
        show("bands", accuracy.bySize());
        show("sweep", accuracy.sweep());
      }
      if (only.contains(Measurement.emotion)) {
        show("emotion", new Emotions(data, split, finders, baseline, confidence).table());
      }
      if (only.contains(Measurement.speed)) {
        List<Photo> frames = Frames.of(data.resolve(SCENES), scenes(), FRAMES);
        show("speed", Speed.measure(finders, baseline, frames, rounds, confidence));
      }
      if (only.contains(Measurement.throughput)) {
        show("throughput", throughput(haar));
      }
    } finally {
      finders.forEach(FaceFinder::close);
    }
    return 0;
  }

  private Table throughput(OpenCvHaar haar) throws InterruptedException {
    Map<String, EmotionRecognizer> recognizers = new LinkedHashMap<>();
    try {
      recognizers.put(
          SezimFinder.BUNDLED,
          EmotionRecognizer.builder()
              .detection(FaceDetector.Options.DEFAULT.withMinConfidence(confidence))
              .build());
      for (Path file : detectors) {
        recognizers.put(
            SezimFinder.name(file),
            EmotionRecognizer.builder()
                .detector(file)
                .detection(FaceDetector.Options.DEFAULT.withMinConfidence(confidence))
                .build());
      }
      List<Path> photos = scenes().stream().map(data.resolve(SCENES)::resolve).toList();
      return Throughput.measure(recognizers, haar, photos, passes);
    } finally {
      recognizers.values().forEach(EmotionRecognizer::close);
    }
  }

  private List<String> scenes() {
    return List.copyOf(TeacherFaces.read(data.resolve(SCENES + ".yunet.csv")).keySet());
  }

  private void show(String name, Table table) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(name + "\n\n" + table);
    if (write != null) {
      String text = Files.readString(write);
      Files.writeString(
          write, MarkedText.replace(write.toString(), text, name, "\n" + table + "\n"));
    }
  }

  private void check(boolean valid, String message) {
    if (!valid) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /** Converts a label to its split. */
  static final class SplitConverter implements CommandLine.ITypeConverter<DataSplit> {
    @Override
    public DataSplit convert(String value) {
      for (DataSplit split : DataSplit.values()) {
        if (split.toString().equals(value.toLowerCase(Locale.ROOT))) {
          return split;
        }
      }
      throw new TypeConversionException("expected held-out, training or all, found " + value);
    }
  }
}
