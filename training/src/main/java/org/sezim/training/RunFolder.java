package org.sezim.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sezim.SezimException;
import org.sezim.training.detector.DetectorMetrics;
import org.sezim.training.evaluate.EpochMetrics;
import org.sezim.training.evaluate.GradientNorms;
import org.sezim.training.onnx.Calibration;
import org.sezim.training.onnx.Quantizer;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.recipe.Recipe;

/**
 * The files of one training:
 *
 * <ul>
 *   <li>{@code recipe.yaml}: the recipe with every override
 *   <li>{@code provenance.json}: data, seed, versions, processor, command
 *   <li>{@code metrics.csv} and {@code gradients.csv}: a line an epoch; {@code timing.csv}: its
 *       seconds and speed
 *   <li>{@code checkpoint.pt}: all that the next epoch needs; {@code kept.pt}: the weights of the
 *       epoch that becomes the model; {@code calibration.csv}: what makes its probabilities honest,
 *       if asked for; {@code ranges.csv}: what flows in it, for whole numbers, if it has them;
 *       {@code figures.json}: what the model does on faces that had no part in its making
 *   <li>{@code loss.*}, {@code accuracy.*}: the curves; {@code model.onnx}: the product
 *   <li>{@code diverged.txt}: why the training ended, if the loss was no finite number
 * </ul>
 *
 * <p>Every file is written under another name and then moved, so that a kill at any moment leaves
 * either the old file or the new one.
 */
public final class RunFolder {
  private static final String METRICS_HEADER =
      "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy";
  private static final String RANGES_HEADER = "value,least,greatest";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .addModule(new JavaTimeModule())
          .build();

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a new run.
   *
   * @param recipe as YAML
   * @throws SezimException if the folder exists and is not empty, or cannot be made
   */
  static RunFolder create(Path folder, String recipe, Provenance provenance) {
    try {
      Files.createDirectories(folder);
      try (var files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new SezimException(
              folder.toString(), "expected an empty folder for a new run, found files in it");
        }
      }
    } catch (FileAlreadyExistsException e) {
      throw new SezimException(folder.toString(), "expected a folder, found a file", e);
    } catch (IOException e) {
      throw new SezimException(folder.toString(), "cannot be made (" + e.getMessage() + ")", e);
    }
    RunFolder run = new RunFolder(folder);
    run.write("recipe.yaml", recipe.getBytes(StandardCharsets.UTF_8));
    run.writeProvenance(provenance);
    return run;
  }

  /**
   * Opens a run that was started before.
   *
   * @throws SezimException if the folder holds none
   */
  public static RunFolder open(Path folder) {
    if (!Files.exists(folder.resolve("recipe.yaml"))) {
      throw new SezimException(
          folder.toString(),
          "expected a run folder (with recipe.yaml), found "
              + (Files.isDirectory(folder) ? "another folder" : "none"));
    }
    return new RunFolder(folder);
  }

  /**
   * Whether a folder holds a run, whose files can be relied on; not so after a kill at its start.
   */
  public static boolean isStarted(Path folder) {
    return Files.exists(folder.resolve("provenance.json"));
  }

  /** Removes what a kill left of a run that was not yet started. */
  public static void clearUnstarted(Path folder) {
    try {
      for (String name : List.of("recipe.yaml", "recipe.yaml.part", "provenance.json.part")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new SezimException(folder.toString(), "cannot be cleared (" + e.getMessage() + ")", e);
    }
  }

  /** The folder itself. */
  public Path path() {
    return folder;
  }

  /** The recipe with every override. */
  public Recipe recipe() {
    return Recipe.read(folder.resolve("recipe.yaml"));
  }

  /** Whether a face detector is trained here, by a {@link #detectorRecipe}. */
  public boolean isDetector() {
    return DetectorRecipe.isOne(folder.resolve("recipe.yaml"));
  }

  /** The epochs of a face detector done, in order; empty before the first. */
  public List<DetectorMetrics> detectorMetrics() {
    Path file = folder.resolve("metrics.csv");
    try {
      return Files.exists(file) ? DetectorMetrics.parse(Files.readString(file)) : List.of();
    } catch (IOException | RuntimeException e) {
      throw new SezimException(
          file.toString(), "expected the lines of a face detector's metrics (" + e + ")", e);
    }
  }

  /** The recipe of a face detector, with every override. */
  public DetectorRecipe detectorRecipe() {
    return DetectorRecipe.read(folder.resolve("recipe.yaml"));
  }

  /** Why the training ended, if its loss was no finite number. */
  public Optional<String> diverged() {
    Path file = folder.resolve("diverged.txt");
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /** Where the run comes from. */
  public Provenance provenance() {
    Path file = folder.resolve("provenance.json");
    try {
      return JSON.readValue(file.toFile(), Provenance.class);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  void writeProvenance(Provenance provenance) {
    try {
      write("provenance.json", JSON.writeValueAsBytes(provenance));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies what a run needs to go on, but its timing, which is that of its own machine and day. */
  static void copy(RunFolder from, Path to, Recipe recipe) {
    try {
      if (Files.exists(to)) { // left by a kill
        try (var files = Files.list(to)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(to);
      for (String name :
          List.of("provenance.json", "metrics.csv", "gradients.csv", "kept.pt", "checkpoint.pt")) {
        Files.copy(from.folder.resolve(name), to.resolve(name));
      }
      new RunFolder(to).write("recipe.yaml", recipe.toYaml().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SezimException(to.toString(), "cannot be made (" + e.getMessage() + ")", e);
    }
  }

  /** The gradients of the epochs done, in order; empty before the first. */
  public List<GradientNorms> gradients() {
    Path file = folder.resolve("gradients.csv");
    List<GradientNorms> gradients = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      List<String> names = List.of(lines.get(0).split(",", -1));
      for (String line : lines.subList(1, lines.size())) {
        String[] f = line.split(",", -1);
        Map<String, Double> byWeight = new LinkedHashMap<>();
        for (int i = 1; i < f.length; i++) {
          byWeight.put(names.get(i), Double.parseDouble(f[i]));
        }
        gradients.add(new GradientNorms(Integer.parseInt(f[0]), byWeight));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | RuntimeException e) {
      throw new SezimException(
          file.toString(), "expected the lines of a training's gradients (" + e + ")", e);
    }
    return gradients;
  }

  void writeGradients(List<GradientNorms> gradients) {
    StringBuilder csv = new StringBuilder("epoch");
    gradients.get(0).byWeight().keySet().forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    for (GradientNorms g : gradients) {
      csv.append(g.epoch());
      g.byWeight().values().forEach(value -> csv.append(',').append(value));
      csv.append('\n');
    }
    write("gradients.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Seconds of each epoch's training, in the order they were run; validation left out. */
  public List<Double> seconds() {
    Path file = folder.resolve("timing.csv");
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.subList(1, lines.size()).stream()
          .map(line -> Double.valueOf(line.split(",", -1)[1]))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | RuntimeException e) {
      throw new SezimException(
          file.toString(), "expected the lines of a training's times (" + e + ")", e);
    }
  }

  /** The epochs done, in order; empty before the first. */
  public List<EpochMetrics> metrics() {
    Path file = folder.resolve("metrics.csv");
    List<EpochMetrics> metrics = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] f = line.split(",", -1);
        metrics.add(
            new EpochMetrics(
                Integer.parseInt(f[0]),
                Double.parseDouble(f[1]),
                Double.parseDouble(f[2]),
                Double.parseDouble(f[3]),
                Double.parseDouble(f[4])));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException | RuntimeException e) {
      throw new SezimException(
          file.toString(), "expected the lines of a training's metrics (" + e + ")", e);
    }
    return metrics;
  }

  void writeMetrics(List<EpochMetrics> metrics) {
    StringBuilder csv = new StringBuilder(METRICS_HEADER).append('\n');
    for (EpochMetrics m : metrics) {
      csv.append(m.epoch()).append(',');
      csv.append(m.trainingLoss()).append(',').append(m.trainingAccuracy()).append(',');
      csv.append(m.validationLoss()).append(',').append(m.validationAccuracy()).append('\n');
    }
    write("metrics.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  void appendTiming(int epoch, double seconds, double imagesPerSecond) {
    Path file = folder.resolve("timing.csv");
    String line = String.format(Locale.ROOT, "%d,%.2f,%.0f%n", epoch, seconds, imagesPerSecond);
    try {
      String header = Files.exists(file) ? "" : "epoch,seconds,training_images_per_second\n";
      Files.writeString(file, header + line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The calibration of a finished run.
   *
   * @throws SezimException if it is not finished
   */
  Calibration calibration() {
    Path file = folder.resolve("calibration.csv");
    try {
      return Calibrator.Fit.calibration(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new SezimException(
          file.toString(), "expected the calibration of a finished run, found none", e);
    } catch (IOException | RuntimeException e) {
      throw new SezimException(file.toString(), "expected a calibration (" + e + ")", e);
    }
  }

  void writeRanges(List<Quantizer.Range> ranges) {
    StringBuilder csv = new StringBuilder(RANGES_HEADER).append('\n');
    ranges.forEach(
        range -> csv.append(range.value() + "," + range.least() + "," + range.greatest() + "\n"));
    writeText("ranges.csv", csv.toString());
  }

  /**
   * The ranges of what flows in the model of a finished run.
   *
   * @throws SezimException if it is not finished
   */
  List<Quantizer.Range> ranges() {
    Path file = folder.resolve("ranges.csv");
    try {
      List<Quantizer.Range> ranges = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] f = line.split(",", -1);
        ranges.add(new Quantizer.Range(f[0], Float.parseFloat(f[1]), Float.parseFloat(f[2])));
      }
      return ranges;
    } catch (NoSuchFileException e) {
      throw new SezimException(
          file.toString(), "expected the ranges of a finished run, found none", e);
    } catch (IOException | RuntimeException e) {
      throw new SezimException(file.toString(), "expected lines of ranges (" + e + ")", e);
    }
  }

  void writeFigures(Map<String, String> figures) {
    try {
      write("figures.json", JSON.writeValueAsBytes(figures));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a finished run's model does on faces it has not seen, by name; empty if not measured. */
  Map<String, String> figures() {
    Path file = folder.resolve("figures.json");
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, String>>() {})
          : Map.of();
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /** All that the next epoch needs; absent before the first checkpoint. */
  public Path checkpoint() {
    return folder.resolve("checkpoint.pt");
  }

  /** Deletes {@code checkpoint.pt}, if it exists: the run can then not be gone on with. */
  public void deleteCheckpoint() {
    try {
      Files.deleteIfExists(checkpoint());
    } catch (IOException e) {
      throw new SezimException(
          checkpoint().toString(), "cannot be deleted (" + e.getMessage() + ")", e);
    }
  }

  /** The weights that become the model; absent before the first checkpoint. */
  public Path kept() {
    return folder.resolve("kept.pt");
  }

  /** The product; absent until the run has finished. */
  public Path model() {
    return folder.resolve("model.onnx");
  }

  /** Writes a further file beside the run's own, or replaces it. */
  public void writeText(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void write(String name, byte[] bytes) {
    try {
      Path temporary = temporary(folder.resolve(name));
      Files.write(temporary, bytes);
      replace(temporary, folder.resolve(name));
    } catch (IOException e) {
      throw new SezimException(
          folder.resolve(name).toString(), "cannot be written (" + e.getMessage() + ")", e);
    }
  }

  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  static void replace(Path temporary, Path file) {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SezimException(file.toString(), "cannot be written (" + e.getMessage() + ")", e);
    }
  }
}
