package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sezim.Box;
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
  /** Pictures that go through the network at once. */
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
    Map<Integer, SezimException> failed = new HashMap<>();
    // Of those that were read; the photos themselves, up to 150 MB each, are not kept.
    List<Box> wholes = new ArrayList<>();
    List<FaceCrop> faces = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      try {
        Photo photo = Photo.read(files.get(i));
        wholes.add(new Box(0, 0, photo.width(), photo.height()));
        faces.add(FaceCrop.of(photo));
      } catch (SezimException e) {
        failed.put(i, e);
      }
    }
    List<EmotionScores> scores = classifier.classify(faces);
    int next = 0;
    for (int i = 0; i < files.size(); i++) {
      String source = files.get(i).toString();
      SezimException e = failed.get(i);
      if (e == null) {
        Box whole = wholes.get(next);
        Recognition.Face face = new Recognition.Face(whole, scores.get(next++));
        results.write(
            new Recognition(
                source,
                (int) whole.width(),
                (int) whole.height(),
                classifier.card().name(),
                List.of(face)));
      } else {
        results.error(source, e.rule());
        err.println(e.getMessage());
        if (main.verbose) {
          e.printStackTrace(err);
        }
      }
    }
    return failed.size();
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
    return Photo.hasPictureName(file)
        && !file.getFileName().toString().startsWith(".")
        && Files.isRegularFile(file);
  }
}
