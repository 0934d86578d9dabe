package org.sezim.training.reproduce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be trained, in an order in which nothing waits for what comes later. */
final class Plan {
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Map<String, Search> searches = new LinkedHashMap<>();

  private final Scale scale;

  /** A plan of the groups and searches that these experiments need; what two share stands once. */
  Plan(List<Experiment> experiments, Scale scale) {
    this.scale = scale;
    List<Group> wanted = new ArrayList<>();
    for (Experiment experiment : experiments) {
      for (Search search : experiment.searches(scale)) {
        searches.putIfAbsent(search.name(), search);
        search.groups().forEach(group -> groups.putIfAbsent(group.name(), group));
      }
      wanted.addAll(experiment.groups(scale));
    }
    // Those that wait for others come last: by then the others are mostly done.
    wanted.stream().filter(g -> !waits(g)).forEach(g -> groups.putIfAbsent(g.name(), g));
    wanted.stream().filter(Plan::waits).forEach(g -> groups.putIfAbsent(g.name(), g));
  }

  private static boolean waits(Group group) {
    return group.continues().isPresent() || group.search().isPresent();
  }

  /** Whether some experiment, in this plan or not, goes on with the runs of a group. */
  boolean isContinued(Group group) {
    return Experiments.ALL.stream()
        .flatMap(experiment -> experiment.groups(scale).stream())
        .anyMatch(other -> other.continues().equals(Optional.of(group.name())));
  }

  Collection<Group> groups() {
    return groups.values();
  }

  Group group(String name) {
    return groups.get(name);
  }

  Search search(String name) {
    return searches.get(name);
  }
}
