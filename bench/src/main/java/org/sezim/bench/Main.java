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

/** {@code bench/run}: face detectors side by side. Results on standard output, in Markdown. */
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
    description = "Measures Sezim's face detector beside YuNet and a Haar cascade under OpenCV.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all done", "1:something failed", "2:wrong usage"})
public final class Main implements Callable<Integer> {
  private static final String SCENES = "scenes";

  /** Photos for {@link Speed}. */
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
          "Holds the folders portraits, scenes, photos and beside them what the teacher found,"
              + " NAME.yunet.csv (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--detector",
      paramLabel = "FILE",
      description = "One more network in ONNX form for Sezim's detector; may be given repeatedly.")
  List<Path> detectors = List.of();

  @Option(
      names = "--yunet",
      paramLabel = "FILE",
      description =
          "The official YuNet to run under OpenCV (default: models/face_detection_yunet_2026may.onnx"
              + " in --data).")
  Path yunet;

  @Option(
      names = "--split",
      defaultValue = "held-out",
      converter = SplitConverter.class,
      description =
          "held-out, training or all: which photos to look at (default: ${DEFAULT-VALUE}).")
  DataSplit split;

  @Option(
      names = "--only",
      split = ",",
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: all).")
  Set<Measurement> only = EnumSet.allOf(Measurement.class);

  @Option(
      names = "--confidence",
      description = "The least confidence of a face, 0–1 (default: Sezim's own).")
  double confidence = FaceDetector.Options.DEFAULT.minConfidence();

  @Option(
      names = "--rounds",
      defaultValue = "21",
      description = "Rounds of the timing of one photo (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--passes",
      defaultValue = "3",
      description = "Rounds of the timing of a whole folder (default: ${DEFAULT-VALUE}).")
  int passes;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Also put the tables between the marks of this Markdown file.")
  Path write;

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
    // One thread, as Sezim's detectors have here.
    opencv_core.setNumThreads(1);
    Path official =
        yunet != null ? yunet : data.resolve("models/face_detection_yunet_2026may.onnx");
    List<FaceFinder> finders = new ArrayList<>();
    try {
      finders.add(SezimFinder.bundled());
      detectors.forEach(file -> finders.add(SezimFinder.of(file)));
      FaceFinder baseline = new OpenCvYunet(official);
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

  private void check(boolean fits, String message) {
    if (!fits) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /** Takes the splits by their labels. */
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
