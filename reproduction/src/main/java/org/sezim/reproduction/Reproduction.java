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
 * Reproduces the study: runs all trainings that its claims rest on, and reports which claims hold.
 *
 * <p>The output folder contains {@code runs/}, with one run folder per training, {@code figures/},
 * {@code report.html}, {@code report.md} and {@code results.csv}. Finished runs are not repeated.
 * Runs that were stopped or killed are resumed and give the same bytes as without the interruption.
 */
public final class Reproduction {
  private Reproduction() {}

  /**
   * The settings of a reproduction.
   *
   * @param folder the output folder; created if it does not exist
   * @param only the names of the experiments to train for; all if empty
   * @param quick true to use only a few faces and epochs, as a first test
   * @param jobs number of trainings at the same time, each on one thread; at least 1
   * @param command the command line to record in the runs' provenance
   */
  public record Settings(Path folder, List<String> only, boolean quick, int jobs, String command) {
    /**
     * Checks the names and the number of jobs.
     *
     * @throws IllegalArgumentException if an experiment is unknown, or {@code jobs} is below 1
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
   * The outcome of a reproduction.
   *
   * @param failures the runs that failed, each with its exception; the other runs are not affected
   * @param report {@code report.html}; empty if the reproduction was stopped or no experiment is
   *     complete
   */
  public record Outcome(Map<String, RuntimeException> failures, Optional<Path> report) {}

  /** The names of the experiments, in the order of the report. */
  public static List<String> experiments() {
    return Experiments.ALL.stream().map(Experiment::name).toList();
  }

  /**
   * Runs the trainings that are not finished, then writes the report of all complete experiments.
   *
   * @param data the faces; Training and PublicTest must not be empty
   * @param listener called from several threads
   * @param stop polled after each training step, from several threads; returns true to stop
   * @throws SezimException if one of these splits is empty, or the folder contains runs of other
   *     data or settings
   */
  public static Outcome run(
      FaceDataset data, Settings settings, ReproductionListener listener, BooleanSupplier stop)
      throws IOException {
    Budget budget = settings.quick() ? Budget.forQuickRun() : Budget.full();
    data.require(Split.TRAINING);
    data.require(Split.PUBLIC_TEST);
    FaceDataset faces = data.first(budget.trainingFaces(), budget.otherFaces());
    List<Experiment> selected =
        Experiments.ALL.stream()
            .filter(e -> settings.only().isEmpty() || settings.only().contains(e.name()))
            .toList();
    Path folder = settings.folder();
    Runner runner = new Runner(folder, new Plan(selected, budget), faces, settings.command());
    Map<String, RuntimeException> failures = runner.train(settings.jobs(), listener, stop);
    if (stop.getAsBoolean()) {
      return new Outcome(failures, Optional.empty());
    }
    Plan all = new Plan(Experiments.ALL, budget);
    Runner reader = new Runner(folder, all, faces, settings.command());
    return new Outcome(failures, report(folder, Results.read(budget, faces, all, reader)));
  }

  private static Optional<Path> report(Path folder, Results results) throws IOException {
    List<Section> sections = new ArrayList<>();
    Map<String, String> missing = new LinkedHashMap<>();
    Path figures = folder.resolve("figures");
    Files.createDirectories(figures);
    for (Experiment experiment : Experiments.ALL) {
      Optional<String> incomplete = results.incomplete(experiment);
      if (incomplete.isPresent()) {
        missing.put(experiment.name(), incomplete.get());
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
