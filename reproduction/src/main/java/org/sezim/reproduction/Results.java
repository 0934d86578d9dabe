package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sezim.charts.LineChart;
import org.sezim.dataset.FaceDataset;
import org.sezim.training.run.EpochMetrics;

/**
 * The results of the finished runs, by group. They are read once; later changes on disk are
 * ignored.
 */
final class Results {
  private final Budget budget;
  private final FaceDataset data;
  private final Plan plan;
  private final Map<String, List<RunResult>> runs;

  /**
   * @param runs the finished runs of each group, in the order of their seeds
   */
  Results(Budget budget, FaceDataset data, Plan plan, Map<String, List<RunResult>> runs) {
    this.budget = budget;
    this.data = data;
    this.plan = plan;
    this.runs = new LinkedHashMap<>(runs);
  }

  /** Reads all finished runs of the plan. */
  static Results read(Budget budget, FaceDataset data, Plan plan, Runner runner) {
    Map<String, List<RunResult>> runs = new LinkedHashMap<>();
    for (RunGroup group : plan.groups()) {
      List<RunResult> finished =
          group.seeds().stream()
              .filter(seed -> runner.finished(group, seed))
              .map(seed -> RunResult.read(runner.folder(group, seed)))
              .toList();
      runs.put(group.name(), finished);
    }
    return new Results(budget, data, plan, runs);
  }

  Budget budget() {
    return budget;
  }

  FaceDataset data() {
    return data;
  }

  /** The finished runs of a group, in the order of their seeds. */
  List<RunResult> runs(String group) {
    return runs.getOrDefault(group, List.of());
  }

  /** The finished runs of all groups. */
  List<RunResult> all() {
    return runs.values().stream().flatMap(List::stream).toList();
  }

  /** The reason why an experiment cannot be reported; empty if all its runs are finished. */
  Optional<String> incomplete(Experiment experiment) {
    List<RunGroup> needed = new ArrayList<>(experiment.groups(budget));
    experiment.searches(budget).forEach(search -> needed.addAll(search.groups()));
    return needed.stream().flatMap(group -> incomplete(group).stream()).findFirst();
  }

  /**
   * The reason why a group cannot be used; empty if it is complete. Runs of a search may diverge.
   */
  private Optional<String> incomplete(RunGroup group) {
    for (RunResult run : runs(group.name())) {
      if (group.measured() && run.folder().diverged().isPresent()) {
        return Optional.of(
            run.folder().path().getFileName() + " diverged: " + run.folder().diverged().get());
      }
    }
    return runs(group.name()).size() < group.seeds().size()
        ? Optional.of("training of " + group.name() + " is incomplete")
        : Optional.empty();
  }

  /**
   * A group's number with its interval. The standard deviation between seeds is pooled over all
   * groups with more than one seed that have the number. A group that continues another's runs does
   * not add independent trainings, so it is included only if it is {@code group} itself.
   */
  Estimate estimate(String group, Metric metric) {
    double squares = 0;
    int freedom = 0;
    for (RunGroup other : plan.groups()) {
      List<RunResult> found = runs(other.name());
      boolean counts = other.continues().isEmpty() || other.name().equals(group);
      if (counts && found.size() > 1 && incomplete(other).isEmpty()) {
        List<Double> values = metric.values(found);
        if (values.size() == found.size()) {
          double mean = Estimate.mean(values);
          squares += values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
          freedom += values.size() - 1;
        }
      }
    }
    return Estimate.of(runs(group), metric, freedom == 0 ? 0 : squares / freedom, freedom);
  }

  /** Training time per epoch in seconds: the median and quartiles over all epochs of a group. */
  Table.Cell seconds(String group) {
    List<Double> sorted =
        runs(group).stream().flatMap(run -> run.folder().seconds().stream()).sorted().toList();
    if (sorted.isEmpty()) {
      return Table.Cell.text("–");
    }
    int last = sorted.size() - 1;
    return Table.Cell.of(
        Estimate.range(
            sorted.get(last / 2),
            sorted.get(last / 4),
            sorted.get(3 * last / 4),
            runs(group).stream().map(RunResult::seed).toList()),
        Unit.SECONDS);
  }

  /** A group's number as a table cell. */
  Table.Cell cell(String group, Metric metric, Unit unit) {
    return Table.Cell.of(estimate(group, metric), unit);
  }

  /**
   * One number per epoch, averaged over a group's runs, up to {@code epochs} or the end of the
   * shortest run.
   */
  LineChart.Line line(String name, String group, int epochs, ToDoubleFunction<EpochMetrics> f) {
    List<RunResult> found = runs(group);
    int shown = Math.min(epochs, found.stream().mapToInt(r -> r.metrics().size()).min().orElse(0));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      int epoch = i;
      x.add(i + 1.0);
      y.add(
          found.stream()
              .mapToDouble(run -> f.applyAsDouble(run.metrics().get(epoch)))
              .average()
              .orElseThrow());
    }
    return new LineChart.Line(name, x, y);
  }

  /** A group's seeds as text, for example {@code seeds 1, 2, 3}. */
  String seeds(String group) {
    List<String> seeds = runs(group).stream().map(run -> Long.toString(run.seed())).toList();
    return (seeds.size() == 1 ? "seed " : "seeds ") + String.join(", ", seeds);
  }
}
