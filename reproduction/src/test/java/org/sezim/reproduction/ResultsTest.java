package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Split;
import org.sezim.evaluation.Interval;
import org.sezim.testing.TinyFer;

/** Estimates and verdicts on synthetic runs. */
class ResultsTest {
  /** Student's t, two-sided 95 %, from a printed table. */
  private static final double T2 = 4.303;

  private static final double T4 = 2.776;
  private static final double Z = 1.960;

  private final Budget budget = Budget.full();
  private final Plan plan = new Plan(Experiments.ALL, budget);
  private final Map<String, List<RunResult>> runs = new LinkedHashMap<>();

  @TempDir Path folder;
  private FaceDataset data;

  @BeforeEach
  void readData() {
    TinyFer.write(folder.resolve("tiny.csv"), 14, 7, 0, 1);
    data = FaceDataset.read(folder.resolve("tiny.csv"), DatasetOptions.defaults());
  }

  private void addRuns(
      String group, double training, double validation, double spread, int bestLossEpoch) {
    RunGroup planned = plan.group(group);
    runs.put(
        group,
        planned.seeds().stream()
            .map(
                seed ->
                    SyntheticRuns.run(
                        folder,
                        planned,
                        seed,
                        training,
                        validation + spread * (seed - (planned.seeds().size() + 1) / 2.0),
                        bestLossEpoch))
            .toList());
  }

  private Results results() {
    return new Results(budget, data, plan, runs);
  }

  private static void assertInterval(double value, double half, Estimate found) {
    assertEquals(value, found.value(), 1e-9);
    Interval interval = found.interval().orElseThrow();
    assertEquals(value - half, interval.low(), 1e-3 * half + 1e-9);
    assertEquals(value + half, interval.high(), 1e-3 * half + 1e-9);
  }

  private static double facesHalfWidth(double share, int n) {
    return Z * Math.sqrt(share * (1 - share) / n);
  }

  @Test
  void intervalCoversSeedsAndFaces() {
    addRuns("cnn-30", 0.7, 0.6, 0.01, 22); // 0.59, 0.60, 0.61: standard deviation 0.01
    Estimate found = results().estimate("cnn-30", Metric.validation(30));
    // The variance of a share is a mean over the seeds' shares.
    double variance = (0.59 * 0.41 + 0.6 * 0.4 + 0.61 * 0.39) / 3 / SyntheticRuns.PUBLIC_TEST;
    assertInterval(0.6, Math.hypot(T2 * 0.01 / Math.sqrt(3), Z * Math.sqrt(variance)), found);
    assertEquals(List.of(1L, 2L, 3L), found.seeds());
  }

  @Test
  void pooledDeviationGivesSingleSeedAnInterval() {
    addRuns("cnn-30", 0.7, 0.6, 0.01, 22);
    addRuns("dropout-0", 0.99, 0.55, 0.03, 9);
    addRuns("cnn-50", 0.8, 0.6, 0.5, 22); // continues other runs, so it is not pooled
    addRuns("size-16", 0.5, 0.48, 0, 15);
    // The accuracies rise linearly: after 20 of 30 epochs they are at two thirds.
    double pooled = 2.0 / 3 * Math.sqrt((2 * 0.01 * 0.01 + 2 * 0.03 * 0.03) / 4);
    Estimate found = results().estimate("size-16", Metric.validation(20));
    assertInterval(
        0.48, Math.hypot(T4 * pooled, facesHalfWidth(0.48, SyntheticRuns.PUBLIC_TEST)), found);
  }

  @Test
  void withoutSeveralSeedsThereIsNoInterval() {
    addRuns("size-16", 0.5, 0.48, 0, 15);
    Estimate single = results().estimate("size-16", Metric.validation(20));
    assertTrue(single.interval().isEmpty());
    assertEquals("48.00 %", Unit.SHARE.format(single));
    assertTrue(Estimate.exact(1).minus(single).interval().isEmpty());
  }

  @Test
  void differenceAddsHalfWidthsInQuadrature() {
    Estimate a = Estimate.range(0.6, 0.57, 0.63, List.of(1L));
    Estimate b = Estimate.range(0.5, 0.46, 0.54, List.of(1L));
    assertInterval(0.1, 0.05, a.minus(b));
  }

  @Test
  void cnn30IsJudgedByBothAccuracies() throws Exception {
    addRuns("cnn-30", 0.7, 0.6, 0.002, 22);
    assertEquals(
        List.of(Verdict.HOLDS, Verdict.HOLDS),
        verdicts(new Cnn30Experiment()),
        "figures of the study");
    addRuns("cnn-30", 0.9, 0.52, 0.002, 22);
    assertEquals(
        List.of(Verdict.DOES_NOT_HOLD, Verdict.DOES_NOT_HOLD),
        verdicts(new Cnn30Experiment()),
        "figures far from the study's");
    addRuns("cnn-30", 0.7, 0.55, 0.02, 22);
    assertEquals(
        List.of(Verdict.HOLDS, Verdict.CANNOT_BE_TOLD),
        verdicts(new Cnn30Experiment()),
        "interval across the end of the range");
  }

  @Test
  void dropoutIsJudgedByGapAndAccuracy() throws Exception {
    addRuns("cnn-30", 0.75, 0.61, 0.002, 22);
    addRuns("dropout-0", 0.99, 0.56, 0.002, 9);
    addRuns("dropout-0.25", 0.9, 0.6, 0.002, 15);
    assertEquals(List.of(Verdict.HOLDS, Verdict.HOLDS), verdicts(new DropoutExperiment()));
    addRuns("dropout-0", 0.6, 0.66, 0.002, 9);
    assertEquals(
        List.of(Verdict.DOES_NOT_HOLD, Verdict.DOES_NOT_HOLD), verdicts(new DropoutExperiment()));
    addRuns("dropout-0", 0.76, 0.615, 0.002, 9);
    assertEquals(
        List.of(Verdict.CANNOT_BE_TOLD, Verdict.CANNOT_BE_TOLD), verdicts(new DropoutExperiment()));
  }

  private List<Verdict> verdicts(Experiment experiment) throws Exception {
    return experiment.section(results(), folder.resolve("figures")).claims().stream()
        .map(Claim::verdict)
        .toList();
  }

  @Test
  void searchSelectsTheLowestLossOfConvergedTrials() throws Exception {
    LearningRateSearch search = plan.search("adam");
    assertEquals(7, search.groups().size());
    List<RunGroup> groups = search.groups();
    for (int i = 0; i < groups.size(); i++) {
      // The later the best epoch, the higher the loss in the first two epochs.
      runs.put(
          groups.get(i).name(),
          List.of(SyntheticRuns.run(folder, groups.get(i), 1, 0.3, 0.3, 3 + Math.abs(i - 4))));
    }
    assertEquals(0.001, bestRate(search));
    Files.writeString(
        folder.resolve(groups.get(4).runName(1)).resolve("diverged.txt"), "loss: found NaN");
    assertEquals(0.003, bestRate(search));
    assertTrue(LearningRateSearch.best(List.of()).isEmpty());
  }

  private double bestRate(LearningRateSearch search) {
    List<RunResult> trials =
        search.groups().stream().flatMap(group -> runs.get(group.name()).stream()).toList();
    return LearningRateSearch.best(trials).orElseThrow().recipe().optimizer().learningRate();
  }

  @Test
  void missingAndDivergedRunsAreNamed() throws Exception {
    addRuns("cnn-30", 0.7, 0.6, 0.01, 22);
    assertTrue(results().incomplete(new Cnn30Experiment()).isEmpty());
    assertEquals(
        "training of cnn-50 is incomplete",
        results().incomplete(new Cnn50Experiment()).orElseThrow());
    Files.writeString(folder.resolve("cnn-30-seed-2").resolve("diverged.txt"), "epoch 3: NaN");
    assertEquals(
        "cnn-30-seed-2 diverged: epoch 3: NaN",
        results().incomplete(new Cnn30Experiment()).orElseThrow());
  }

  @Test
  void metricsReadTheirColumn() {
    addRuns("cnn-30", 0.7, 0.6, 0, 22);
    RunResult run = runs.get("cnn-30").get(0);
    assertEquals(0.3, Metric.validation(15).of(run).orElseThrow().value(), 1e-12);
    assertEquals(0.35, Metric.training(15).of(run).orElseThrow().value(), 1e-12);
    assertEquals(22, Metric.bestLossEpoch().of(run).orElseThrow().value());
    assertEquals(0.1, Metric.generalizationGap().of(run).orElseThrow().value(), 1e-12);
    assertTrue(Metric.last(Split.PRIVATE_TEST).of(run).isEmpty());
    assertTrue(Metric.validation(31).of(run).isEmpty());
    assertEquals("–", results().seconds("cnn-30").text());
  }
}
