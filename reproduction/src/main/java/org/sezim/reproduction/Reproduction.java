package org.sezim.reproduction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sezim.SezimException;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Split;
import org.sezim.internal.Require;

/**
 * Trains everything that the study's claims rest on, and reports which of them hold.
 *
 * <p>A folder holds {@code runs/}, one run folder a training; {@code figures/}; {@code
 * report.html}, {@code report.md} and {@code results.csv}. Runs that are finished are not repeated,
 * and those that were stopped or killed go on, bit for bit.
 */
public final class Reproduction {
  private Reproduction() {}

  /**
   * How to go about it.
   *
   * @param folder where all goes; made if it does not exist
   * @param only the experiments to train for, by name; all if empty
   * @param quick whether to take a few faces and epochs only, for a first look
   * @param jobs how many trainings at once, each on one thread, at least 1
   * @param command what to write down as the command that started the trainings
   */
  public record Settings(Path folder, List<String> only, boolean quick, int jobs, String command) {
    /**
     * Checks the names and the jobs.
     *
     * @throws IllegalArgumentException if an experiment is unknown, or there are no jobs
     */
    public Settings {
      only = List.copyOf(only);
      for (String name : only) {
        if (!experiments().contains(name)) {
          throw new IllegalArgumentException(
              "only: expected some of " + String.join(", ", experiments()) + ", found " + name);
        }
      }
      Require.atLeast("jobs", jobs, 1);
    }
  }

  /**
   * How it ended.
   *
   * @param failures the runs that failed, each with why; the others were done all the same
   * @param report {@code report.html}; empty if it was stopped or no experiment is complete
   */
  public record Outcome(Map<String, RuntimeException> failures, Optional<Path> report) {}

  /** The names of the experiments, in the order of the report. */
  public static List<String> experiments() {
    return Experiments.ALL.stream().map(Experiment::name).toList();
  }

  /**
   * Trains what is not finished, then writes the report of all experiments that are complete.
   *
   * @param data with faces in Training and PublicTest
   * @param listener called from several threads
   * @param stop asked after each step, from several threads
   * @throws SezimException if the data lack a split, or the folder holds runs of other data or
   *     settings
   */
  public static Outcome run(
      FaceDataset data, Settings settings, ReproductionListener listener, BooleanSupplier stop)
      throws IOException {
    Budget scale = settings.quick() ? Budget.ofQuickLook() : Budget.full();
    data.require(Split.TRAINING);
    data.require(Split.PUBLIC_TEST);
    FaceDataset faces = data.first(scale.trainingFaces(), scale.otherFaces());
    List<Experiment> wanted =
        Experiments.ALL.stream()
            .filter(e -> settings.only().isEmpty() || settings.only().contains(e.name()))
            .toList();
    Path folder = settings.folder();
    Runner runner = new Runner(folder, new Plan(wanted, scale), faces, settings.command());
    Map<String, RuntimeException> failures = runner.train(settings.jobs(), listener, stop);
    if (stop.getAsBoolean()) {
      return new Outcome(failures, Optional.empty());
    }
    Plan whole = new Plan(Experiments.ALL, scale);
    Runner reader = new Runner(folder, whole, faces, settings.command());
    return new Outcome(failures, report(folder, Results.read(scale, faces, whole, reader)));
  }

  private static Optional<Path> report(Path folder, Results results) throws IOException {
    List<Section> sections = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    Path figures = folder.resolve("figures");
    Files.createDirectories(figures);
    for (Experiment experiment : Experiments.ALL) {
      Optional<String> lacking = results.lacking(experiment);
      if (lacking.isPresent()) {
        missing.put(experiment.name(), lacking.get());
      } else {
        sections.add(experiment.section(results, figures));
      }
    }
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    new Report(results, sections, missing).write(folder);
    return Optional.of(folder.resolve("report.html"));
  }
}
