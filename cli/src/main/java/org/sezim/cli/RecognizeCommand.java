package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sezim.EmotionClassifier;
import org.sezim.EmotionScores;
import org.sezim.FaceCrop;
import org.sezim.Photo;
import org.sezim.Recognition;
import org.sezim.SezimException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sezim recognize}. */
@Command(
    name = "recognize",
    description = "Name the emotion in pictures of faces.",
    mixinStandardHelpOptions = true)
final class RecognizeCommand implements Callable<Integer> {
  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff");

  /** Photos in memory at once; also the network's batch. */
  private static final int CHUNK = 64;

  enum Detector {
    none
  }

  @Spec CommandSpec spec;
  @ParentCommand Main main;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "Pictures, or folders of pictures (searched to the bottom).")
  List<Path> inputs;

  @Mixin ModelOption model;

  @Option(
      names = "--detector",
      defaultValue = "none",
      description =
          "How faces are found. none: each picture is one face, cut out already (default:"
              + " ${DEFAULT-VALUE}).")
  Detector detector;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES} (default: table on a terminal, otherwise jsonl, a line of JSON"
              + " a picture).")
  ResultFormat format;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (format == null) {
      format = Terminal.showsOutput() ? ResultFormat.table : ResultFormat.jsonl;
    }
    int failures = 0;
    try (EmotionClassifier classifier = model.open();
        ResultWriter results = format.open(spec.commandLine().getOut(), classifier.labels())) {
      List<Path> files = new ArrayList<>();
      for (Path input : inputs) {
        List<Path> found = files(input);
        if (found.isEmpty()) {
          err.println(input + ": no pictures in this folder");
          failures++;
        }
        files.addAll(found);
      }
      for (int from = 0; from < files.size(); from += CHUNK) {
        failures +=
            recognize(
                files.subList(from, Math.min(from + CHUNK, files.size())),
                classifier,
                results,
                err);
      }
    }
    return failures == 0 ? 0 : Main.FAILED;
  }

  /** Reads, classifies and writes some pictures in their order; returns how many failed. */
  private int recognize(
      List<Path> files, EmotionClassifier classifier, ResultWriter results, PrintWriter err)
      throws IOException {
    List<Object> read = new ArrayList<>(); // a Photo, or the SezimException in its place
    List<FaceCrop> faces = new ArrayList<>();
    for (Path file : files) {
      try {
        Photo photo = Photo.read(file);
        read.add(photo);
        faces.add(FaceCrop.of(photo));
      } catch (SezimException e) {
        read.add(e);
      }
    }
    List<EmotionScores> scores = classifier.classify(faces);
    int failures = 0;
    for (int i = 0; i < files.size(); i++) {
      String source = files.get(i).toString();
      if (read.get(i) instanceof Photo photo) {
        Recognition.Box whole = new Recognition.Box(0, 0, photo.width(), photo.height());
        Recognition.Face face = new Recognition.Face(whole, scores.get(i - failures));
        results.write(
            new Recognition(
                source, photo.width(), photo.height(), classifier.card().name(), List.of(face)));
      } else {
        SezimException e = (SezimException) read.get(i);
        results.error(source, e.rule());
        err.println(e.getMessage());
        if (main.verbose) {
          e.printStackTrace(err);
        }
        failures++;
      }
    }
    return failures;
  }

  /** A file stands for itself, a folder for all pictures under it, by name. */
  private static List<Path> files(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (Stream<Path> tree = Files.walk(input)) {
      return tree.filter(RecognizeCommand::isPicture).sorted().toList();
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return IMAGES.contains(name.substring(name.lastIndexOf('.') + 1))
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }
}
