package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The trainings to run, in dependency order. */
final class Plan {
  private final Map<String, RunGroup> groups = new LinkedHashMap<>();
  private final Map<String, LearningRateSearch> searches = new LinkedHashMap<>();

  private final Budget budget;

  /** The groups and searches that the experiments need; those that several share occur once. */
  Plan(List<Experiment> experiments, Budget budget) {
    this.budget = budget;
    List<RunGroup> wanted = new ArrayList<>();
    for (Experiment experiment : experiments) {
      for (LearningRateSearch search : experiment.searches(budget)) {
        searches.putIfAbsent(search.name(), search);
        search.groups().forEach(group -> groups.putIfAbsent(group.name(), group));
      }
      wanted.addAll(experiment.groups(budget));
    }
    // Groups with dependencies come last: by then, most of the others are finished.
    wanted.stream().filter(g -> !hasDependencies(g)).forEach(g -> groups.putIfAbsent(g.name(), g));
    wanted.stream().filter(Plan::hasDependencies).forEach(g -> groups.putIfAbsent(g.name(), g));
  }

  private static boolean hasDependencies(RunGroup group) {
    return group.continues().isPresent() || group.search().isPresent();
  }

  /** Returns true if any experiment, in this plan or not, continues the runs of a group. */
  boolean isContinued(RunGroup group) {
    return Experiments.ALL.stream()
        .flatMap(experiment -> experiment.groups(budget).stream())
        .anyMatch(other -> other.continues().equals(Optional.of(group.name())));
  }

  /** All groups, each after those that it depends on. */
  Collection<RunGroup> groups() {
    return groups.values();
  }

  /** A group of this plan. */
  RunGroup group(String name) {
    return Objects.requireNonNull(groups.get(name), name);
  }

  /** A search of this plan. */
  LearningRateSearch search(String name) {
    return Objects.requireNonNull(searches.get(name), name);
  }
}
