package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be trained, in an order in which nothing waits for what comes later. */
final class Plan {
  private final Map<String, RunGroup> groups = new LinkedHashMap<>();
  private final Map<String, LearningRateSearch> searches = new LinkedHashMap<>();

  private final Budget scale;

  /** A plan of the groups and searches that these experiments need; what two share stands once. */
  Plan(List<Experiment> experiments, Budget scale) {
    this.scale = scale;
    List<RunGroup> wanted = new ArrayList<>();
    for (Experiment experiment : experiments) {
      for (LearningRateSearch search : experiment.searches(scale)) {
        searches.putIfAbsent(search.name(), search);
        search.groups().forEach(group -> groups.putIfAbsent(group.name(), group));
      }
      wanted.addAll(experiment.groups(scale));
    }
    // Those that wait for others come last: by then the others are mostly done.
    wanted.stream().filter(g -> !waits(g)).forEach(g -> groups.putIfAbsent(g.name(), g));
    wanted.stream().filter(Plan::waits).forEach(g -> groups.putIfAbsent(g.name(), g));
  }

  private static boolean waits(RunGroup group) {
    return group.continues().isPresent() || group.search().isPresent();
  }

  /** Whether some experiment, in this plan or not, goes on with the runs of a group. */
  boolean isContinued(RunGroup group) {
    return Experiments.ALL.stream()
        .flatMap(experiment -> experiment.groups(scale).stream())
        .anyMatch(other -> other.continues().equals(Optional.of(group.name())));
  }

  Collection<RunGroup> groups() {
    return groups.values();
  }

  RunGroup group(String name) {
    return groups.get(name);
  }

  LearningRateSearch search(String name) {
    return searches.get(name);
  }
}
