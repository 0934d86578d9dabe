package org.sezim.reproduction;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.sezim.SezimException;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Split;
import org.sezim.training.Trainer;
import org.sezim.training.TrainingListener;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SplitMetrics;

/**
 * Runs the trainings of a plan that are not finished. Several run in parallel, each on one thread,
 * which is faster than one run at a time on all cores, and makes the figures independent of the
 * number of cores. Not thread-safe.
 */
final class Runner {
  /** Cost per face and epoch beside the multiply-adds, in the same unit: loss and optimizer. */
  private static final long OTHER_WORK = 3_000_000;

  private final Path folder;
  private final Plan plan;
  private final FaceDataset data;
  private final String command;

  /** Released when a run has finished, failed or been stopped. */
  private final Map<String, CountDownLatch> ended = new LinkedHashMap<>();

  /**
   * @param folder the output folder of the reproduction; runs are stored in its folder {@code runs}
   * @param command the command line to record in the runs' provenance
   */
  Runner(Path folder, Plan plan, FaceDataset data, String command) {
    this.folder = folder;
    this.plan = plan;
    this.data = data;
    this.command = command;
    for (RunGroup group : plan.groups()) {
      group.seeds().forEach(seed -> ended.put(group.runName(seed), new CountDownLatch(1)));
    }
  }

  private Path path(RunGroup group, long seed) {
    return folder.resolve("runs").resolve(group.runName(seed));
  }

  private CountDownLatch latch(RunGroup group, long seed) {
    return Objects.requireNonNull(ended.get(group.runName(seed)));
  }

  /** The folder of a run that has been started. */
  RunFolder folder(RunGroup group, long seed) {
    return RunFolder.open(path(group, seed));
  }

  /** Returns true if a run has nothing left to do. */
  boolean finished(RunGroup group, long seed) {
    if (!RunFolder.isStarted(path(group, seed))) {
      return false;
    }
    RunFolder run = folder(group, seed);
    boolean measured = !group.measured() || Files.exists(RunResult.lastFile(run));
    return run.diverged().isPresent() || (Files.exists(run.model()) && measured);
  }

  /**
   * Trains all runs that are not finished.
   *
   * @param jobs number of runs at the same time
   * @param stop polled after each step of each run; returns true to stop
   * @return the runs that failed, each with its exception; a diverged run is a result, not a
   *     failure
   * @throws SezimException if the folder contains runs of other data or settings
   */
  Map<String, RuntimeException> train(
      int jobs, ReproductionListener listener, BooleanSupplier stop) {
    long total = 0;
    long done = 0;
    int finished = 0;
    for (RunGroup group : plan.groups()) {
      for (long seed : group.seeds()) {
        total += workPerEpoch(group) * newEpochs(group);
        if (finished(group, seed)) {
          requireSame(group, folder(group, seed));
          done += workPerEpoch(group) * newEpochs(group);
          finished++;
        } else if (RunFolder.isStarted(path(group, seed))) {
          done += workPerEpoch(group) * epochsDone(group, folder(group, seed));
        }
      }
    }
    listener.start(total, done, ended.size(), finished);
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      Map<String, Future<?>> futures = new LinkedHashMap<>();
      for (RunGroup group : plan.groups()) {
        for (long seed : group.seeds()) {
          futures.put(group.runName(seed), pool.submit(() -> run(group, seed, listener, stop)));
        }
      }
      return failures(futures);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Map<String, RuntimeException> failures(Map<String, Future<?>> futures) {
    Map<String, RuntimeException> failures = new LinkedHashMap<>();
    for (Map.Entry<String, Future<?>> future : futures.entrySet()) {
      try {
        future.getValue().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RuntimeException failure)) {
          throw new IllegalStateException(future.getKey(), e.getCause());
        }
        failures.put(future.getKey(), failure);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return failures;
  }

  private static long workPerEpoch(RunGroup group) {
    long multiplyAdds =
        Network.describe(group.recipe().network(), 7).stream()
            .mapToLong(Network.Line::multiplyAdds)
            .sum();
    return (multiplyAdds + OTHER_WORK) / 1000;
  }

  private int epochsBefore(RunGroup group) {
    return group.continues().map(name -> plan.group(name).recipe().epochs()).orElse(0);
  }

  private int newEpochs(RunGroup group) {
    return group.recipe().epochs() - epochsBefore(group);
  }

  private int epochsDone(RunGroup group, RunFolder run) {
    return Math.max(0, run.metrics().size() - epochsBefore(group));
  }

  private void run(RunGroup group, long seed, ReproductionListener listener, BooleanSupplier stop) {
    try {
      if (!finished(group, seed)) {
        awaitDependencies(group);
        if (stop.getAsBoolean() || !train(group, seed, listener, stop)) {
          return;
        }
      }
      // A run has 18 MB of weights; the checkpoint's additional 26 MB are no longer needed.
      if (!plan.isContinued(group)) {
        folder(group, seed).deleteCheckpoint();
      }
    } finally {
      latch(group, seed).countDown();
    }
  }

  /**
   * Waits for the runs that a group depends on. They precede it in the plan, so they have started.
   */
  private void awaitDependencies(RunGroup group) {
    List<RunGroup> dependencies = new ArrayList<>();
    group.continues().map(plan::group).ifPresent(dependencies::add);
    group.search().map(plan::search).ifPresent(search -> dependencies.addAll(search.groups()));
    for (RunGroup other : dependencies) {
      for (long seed : other.seeds()) {
        try {
          latch(other, seed).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
  }

  /** Trains one run; returns false if it was stopped before its end. */
  private boolean train(
      RunGroup group, long seed, ReproductionListener listener, BooleanSupplier stop) {
    Trainer trainer = trainer(group, seed);
    RunFolder run = trainer.run();
    String outcome;
    try {
      if (!Files.exists(run.model()) && !trainer.train(steps(group, listener), stop)) {
        return false;
      }
      if (group.measured()) {
        run.write(RunResult.LAST, SplitMetrics.TABLE, Trainer.measureLast(run, data));
      }
      EpochMetrics last = run.metrics().get(run.metrics().size() - 1);
      outcome =
          String.format(
              Locale.ROOT,
              "validation accuracy %.2f %% after %d epochs",
              last.validationAccuracy() * 100,
              last.epoch());
    } catch (SezimException e) {
      outcome = "diverged: " + run.diverged().orElseThrow(() -> e);
      listener.step(workPerEpoch(group) * (newEpochs(group) - epochsDone(group, run)));
    }
    listener.finished(group.runName(seed), outcome);
    return true;
  }

  private Trainer trainer(RunGroup group, long seed) {
    Path path = path(group, seed);
    Trainer.Target target = new Trainer.Target(path, command, 1);
    if (RunFolder.isStarted(path)) {
      RunFolder run = RunFolder.open(path);
      requireSame(group, run);
      return Trainer.resume(run, data);
    }
    RunFolder.clearUnstarted(path);
    if (group.continues().isPresent()) {
      RunFolder before = folder(plan.group(group.continues().get()), seed);
      return Trainer.extend(before, target, group.recipe().epochs(), data);
    }
    return Trainer.start(target, recipe(group, seed), data);
  }

  private Recipe recipe(RunGroup group, long seed) {
    Recipe recipe = group.recipe().withSeed(seed);
    if (group.search().isEmpty()) {
      return recipe;
    }
    double rate = bestRate(plan.search(group.search().get()));
    return recipe.withOptimizer(new Optimizer(recipe.optimizer().name(), rate));
  }

  private double bestRate(LearningRateSearch search) {
    List<RunResult> trials =
        search.groups().stream()
            .flatMap(group -> group.seeds().stream().map(seed -> folder(group, seed)))
            .map(RunResult::read)
            .toList();
    return LearningRateSearch.best(trials)
        .orElseThrow(
            () -> new SezimException(search.name(), "no learning rate of the search converged"))
        .recipe()
        .optimizer()
        .learningRate();
  }

  /**
   * Rejects a run with another recipe or other data, whose figures must not be mixed with these.
   */
  private void requireSame(RunGroup group, RunFolder run) {
    Recipe found = run.recipe();
    Recipe planned = group.recipe().withSeed(found.seed());
    if (group.search().isPresent()) {
      planned = planned.withOptimizer(found.optimizer());
    }
    String faces = run.provenance().data().describeFaces();
    String here = describeFaces();
    if (!found.equals(planned) || !faces.equals(here)) {
      throw new SezimException(
          run.path().toString(),
          (found.equals(planned)
                  ? "expected a run on " + here + ", found " + faces
                  : "expected a run of recipe " + planned.name() + " as planned, found another")
              + "; choose another --out");
    }
    String sha256 = run.provenance().data().sha256();
    if (!sha256.equals(data.sha256())) {
      throw new SezimException(
          run.path().toString(),
          "expected a run on data with SHA-256 "
              + data.sha256()
              + ", found "
              + sha256
              + "; choose another --out");
    }
  }

  private String describeFaces() {
    return String.join(
        ", ",
        data.sizes().entrySet().stream()
            .map(e -> e.getKey().label() + " " + e.getValue())
            .toList());
  }

  /** Reports the training steps of one run as work. */
  private TrainingListener steps(RunGroup group, ReproductionListener listener) {
    int faces = data.require(Split.TRAINING).size();
    long perEpoch = workPerEpoch(group);
    return new TrainingListener() {
      private long seen;

      @Override
      public void step(int epoch, int n, double loss, double accuracy) {
        long before = seen * perEpoch / faces;
        seen += n;
        listener.step(seen * perEpoch / faces - before);
      }
    };
  }
}
