package org.sezim.training.run;

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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sezim.SezimException;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.recipe.Recipe;

/**
 * The folder of one training:
 *
 * <ul>
 *   <li>{@code recipe.yaml}: the recipe with every override
 *   <li>{@code provenance.json}: data, seed, versions, processor, command
 *   <li>{@code metrics.csv} and {@code gradients.csv}: one line per epoch; {@code timing.csv}: its
 *       seconds and speed
 *   <li>{@code checkpoint.pt}: everything that the next epoch needs; {@code kept.pt}: the weights
 *       of the epoch that becomes the model; {@code calibration.csv}: calibration parameters, if
 *       enabled; {@code ranges.csv}: activation ranges for int8, if enabled; {@code figures.json}:
 *       test metrics of the model, on faces used neither for training nor for validation
 *   <li>{@code loss.*}, {@code accuracy.*}: the training curves; {@code model.onnx}: the model
 *   <li>{@code diverged.txt}: error message of a training whose loss became infinite or NaN
 * </ul>
 *
 * <p>Every file is written under a temporary name and then moved, so that a kill at any moment
 * leaves either the old file or the new one.
 */
public final class RunFolder {
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
   * Creates the folder of a new run.
   *
   * @param recipe as YAML
   * @throws SezimException if the folder exists and is not empty, or cannot be created
   */
  public static RunFolder create(Path folder, String recipe, Provenance provenance) {
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
      throw failed(folder, "created", e);
    }
    RunFolder run = new RunFolder(folder);
    run.writeText("recipe.yaml", recipe);
    run.writeProvenance(provenance);
    return run;
  }

  /**
   * Opens the folder of an existing run.
   *
   * @throws SezimException if the folder does not contain a run
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
   * Whether a folder contains a run whose first files are complete; false after a kill at its
   * start.
   */
  public static boolean isStarted(Path folder) {
    return Files.exists(folder.resolve("provenance.json"));
  }

  /** Deletes the files of a run that was killed at its start. */
  public static void clearUnstarted(Path folder) {
    try {
      for (String name : List.of("recipe.yaml", "recipe.yaml.part", "provenance.json.part")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    } catch (IOException e) {
      throw failed(folder, "cleared", e);
    }
  }

  /** The folder's path. */
  public Path path() {
    return folder;
  }

  /** Reads the recipe with every override. */
  public Recipe recipe() {
    return Recipe.read(folder.resolve("recipe.yaml"));
  }

  /** Whether the run trains a face detector and thus has a {@link #detectorRecipe}. */
  public boolean isDetector() {
    return DetectorRecipe.isOne(folder.resolve("recipe.yaml"));
  }

  /** Reads the recipe of a face detector, with every override. */
  public DetectorRecipe detectorRecipe() {
    return DetectorRecipe.read(folder.resolve("recipe.yaml"));
  }

  /** The error message of a training whose loss became infinite or NaN. */
  public Optional<String> diverged() {
    Path file = folder.resolve("diverged.txt");
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /** Reads the run's provenance. */
  public Provenance provenance() {
    return readJson("provenance.json", new TypeReference<>() {});
  }

  /** Writes {@code provenance.json}. */
  public void writeProvenance(Provenance provenance) {
    writeJson("provenance.json", provenance);
  }

  /**
   * Copies the files that a run needs to resume, without the timing of its epochs.
   *
   * @param target must not exist or be empty
   * @param recipe replaces the run's own
   * @return the copy
   * @throws SezimException if the target contains files or cannot be created
   */
  public RunFolder copy(Path target, Recipe recipe) {
    Path unfinished = temporary(target);
    try {
      if (Files.exists(unfinished)) { // left by a kill
        try (var files = Files.list(unfinished)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
      Files.createDirectories(unfinished);
      for (String name :
          List.of("provenance.json", "metrics.csv", "gradients.csv", "kept.pt", "checkpoint.pt")) {
        Files.copy(folder.resolve(name), unfinished.resolve(name));
      }
      new RunFolder(unfinished).writeText("recipe.yaml", recipe.toYaml());
    } catch (IOException e) {
      throw failed(unfinished, "created", e);
    }
    replace(unfinished, target);
    return new RunFolder(target);
  }

  /** Metrics of the epochs done, in order; empty before the first. */
  public List<EpochMetrics> metrics() {
    return read("metrics.csv", EpochMetrics.TABLE);
  }

  /** Metrics of a face detector's epochs done, in order; empty before the first. */
  public List<DetectorMetrics> detectorMetrics() {
    return DetectorMetrics.read(folder.resolve("metrics.csv"));
  }

  /** Gradient norms of the epochs done, in order; empty before the first. */
  public List<GradientNorms> gradients() {
    List<String> columns = CsvTable.columns(folder.resolve("gradients.csv"));
    return columns.isEmpty()
        ? List.of()
        : read("gradients.csv", GradientNorms.table(columns.subList(1, columns.size())));
  }

  /**
   * Writes {@code gradients.csv}.
   *
   * @param gradients of the epochs done, at least one
   */
  public void writeGradients(List<GradientNorms> gradients) {
    write("gradients.csv", GradientNorms.table(gradients.get(0).byWeight().keySet()), gradients);
  }

  /** Training seconds of each epoch in the order of execution, without validation. */
  public List<Double> seconds() {
    return read("timing.csv", EpochTiming.TABLE).stream().map(EpochTiming::seconds).toList();
  }

  /** Appends a line to {@code timing.csv}. */
  public void addTiming(EpochTiming timing) {
    List<EpochTiming> all = new ArrayList<>(read("timing.csv", EpochTiming.TABLE));
    all.add(timing);
    write("timing.csv", EpochTiming.TABLE, all);
  }

  /** Writes {@code figures.json}: the model's test metrics by name. */
  public void writeFigures(Map<String, String> figures) {
    writeJson("figures.json", figures);
  }

  /** Test metrics of a finished run's model by name; empty if not measured. */
  public Map<String, String> figures() {
    return Files.exists(folder.resolve("figures.json"))
        ? readJson("figures.json", new TypeReference<LinkedHashMap<String, String>>() {})
        : Map.of();
  }

  /**
   * The checkpoint, with everything that the next epoch needs; missing before the first epoch is
   * done.
   */
  public Path checkpoint() {
    return folder.resolve("checkpoint.pt");
  }

  /** Deletes {@code checkpoint.pt}, if it exists; the run can no longer be resumed. */
  public void deleteCheckpoint() {
    try {
      Files.deleteIfExists(checkpoint());
    } catch (IOException e) {
      throw failed(checkpoint(), "deleted", e);
    }
  }

  /** The weights that become the model; missing before the first epoch is done. */
  public Path kept() {
    return folder.resolve("kept.pt");
  }

  /** The exported model; an emotion network's is missing until the run has finished. */
  public Path model() {
    return folder.resolve("model.onnx");
  }

  /** Reads a table in the folder; no records if the file is missing. */
  public <T> List<T> read(String name, CsvTable<T> table) {
    return table.read(folder.resolve(name));
  }

  /** Writes or replaces a table in the folder. */
  public <T> void write(String name, CsvTable<T> table, List<T> records) {
    writeText(name, table.format(records));
  }

  private <T> T readJson(String name, TypeReference<T> type) {
    Path file = folder.resolve(name);
    try {
      return JSON.readValue(file.toFile(), type);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  private void writeJson(String name, Object value) {
    try {
      write(name, JSON.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes or replaces a text file in the folder, as UTF-8. */
  public void writeText(String name, String text) {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes or replaces a file in the folder. */
  public void write(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      replace(Files.write(temporary(file), bytes), file);
    } catch (IOException e) {
      throw failed(file, "written", e);
    }
  }

  /** Returns the temporary path under which a file is written before it is moved. */
  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  static void replace(Path temporary, Path file) {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(file, "written", e);
    }
  }

  private static SezimException failed(Path file, String action, IOException e) {
    return new SezimException(
        file.toString(), "cannot be " + action + " (" + e.getMessage() + ")", e);
  }
}
