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

/** What the finished runs gave, by group. Read once; changes on disk afterwards are not seen. */
final class Results {
  private final Budget scale;
  private final FaceDataset data;
  private final Plan plan;
  private final Map<String, List<RunResult>> runs;

  /**
   * @param runs the finished runs by group, in the order of their seeds
   */
  Results(Budget scale, FaceDataset data, Plan plan, Map<String, List<RunResult>> runs) {
    this.scale = scale;
    this.data = data;
    this.plan = plan;
    this.runs = new LinkedHashMap<>(runs);
  }

  /** Reads all runs of the plan that are finished. */
  static Results read(Budget scale, FaceDataset data, Plan plan, Runner runner) {
    Map<String, List<RunResult>> runs = new LinkedHashMap<>();
    for (RunGroup group : plan.groups()) {
      List<RunResult> finished =
          group.seeds().stream()
              .filter(seed -> runner.finished(group, seed))
              .map(seed -> RunResult.read(runner.folder(group, seed)))
              .toList();
      runs.put(group.name(), finished);
    }
    return new Results(scale, data, plan, runs);
  }

  Budget scale() {
    return scale;
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

  /** Why an experiment cannot be reported on; empty if all that it needs is there. */
  Optional<String> lacking(Experiment experiment) {
    List<RunGroup> needed = new ArrayList<>(experiment.groups(scale));
    experiment.searches(scale).forEach(search -> needed.addAll(search.groups()));
    return needed.stream().flatMap(group -> lacking(group).stream()).findFirst();
  }

  /** Why a group cannot be used, if not all its runs are there, whole. A search's may diverge. */
  private Optional<String> lacking(RunGroup group) {
    for (RunResult run : runs(group.name())) {
      if (group.measured() && run.folder().diverged().isPresent()) {
        return Optional.of(
            run.folder().path().getFileName() + " diverged: " + run.folder().diverged().get());
      }
    }
    return runs(group.name()).size() < group.seeds().size()
        ? Optional.of("not all of " + group.name() + " is trained")
        : Optional.empty();
  }

  /**
   * A group's number with its interval. How far runs that differ in their seed alone lie apart is
   * the standard deviation pooled over all groups with more than one seed that have the number.
   * Groups that go on with another's runs are left out unless asked for by name: they are no new
   * trainings.
   */
  Estimate estimate(String group, Metric measure) {
    double squares = 0;
    int freedom = 0;
    for (RunGroup other : plan.groups()) {
      List<RunResult> found = runs(other.name());
      boolean counts = other.continues().isEmpty() || other.name().equals(group);
      if (counts && found.size() > 1 && lacking(other).isEmpty()) {
        List<Double> values = measure.values(found);
        if (values.size() == found.size()) {
          double mean = Estimate.mean(values);
          squares += values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
          freedom += values.size() - 1;
        }
      }
    }
    return Estimate.of(runs(group), measure, freedom == 0 ? 0 : squares / freedom, freedom);
  }

  /** Seconds of an epoch's training: the median over all epochs of a group, and the quartiles. */
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

  /** The number as a table's cell. */
  Table.Cell cell(String group, Metric measure, Unit unit) {
    return Table.Cell.of(estimate(group, measure), unit);
  }

  /** One number an epoch, mean over a group's runs; as many epochs as the shortest has. */
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

  /** A group's seeds in words, as in {@code seeds 1, 2, 3}. */
  String seeds(String group) {
    List<String> seeds = runs(group).stream().map(run -> Long.toString(run.seed())).toList();
    return (seeds.size() == 1 ? "seed " : "seeds ") + String.join(", ", seeds);
  }
}
