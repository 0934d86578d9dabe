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

/** Estimates and verdicts on results that were made up. */
class ResultsTest {
  /** Student's t, two-sided 95 %, from a printed table. */
  private static final double T2 = 4.303;

  private static final double T4 = 2.776;
  private static final double Z = 1.960;

  private final Budget scale = Budget.full();
  private final Plan plan = new Plan(Experiments.ALL, scale);
  private final Map<String, List<RunResult>> runs = new LinkedHashMap<>();

  @TempDir Path folder;
  private FaceDataset data;

  @BeforeEach
  void readData() {
    TinyFer.write(folder.resolve("tiny.csv"), 14, 7, 0, 1);
    data = FaceDataset.read(folder.resolve("tiny.csv"), DatasetOptions.defaults());
  }

  private void make(String group, double training, double validation, double spread, int turn) {
    RunGroup made = plan.group(group);
    runs.put(
        group,
        made.seeds().stream()
            .map(
                seed ->
                    MadeUp.run(
                        folder,
                        made,
                        seed,
                        training,
                        validation + spread * (seed - (made.seeds().size() + 1) / 2.0),
                        turn))
            .toList());
  }

  private Results results() {
    return new Results(scale, data, plan, runs);
  }

  private static void assertInterval(double value, double half, Estimate found) {
    assertEquals(value, found.value(), 1e-9);
    Interval interval = found.interval().orElseThrow();
    assertEquals(value - half, interval.low(), 1e-3 * half + 1e-9);
    assertEquals(value + half, interval.high(), 1e-3 * half + 1e-9);
  }

  private static double faces(double share, int n) {
    return Z * Math.sqrt(share * (1 - share) / n);
  }

  @Test
  void intervalCoversSeedsAndFaces() {
    make("cnn-30", 0.7, 0.6, 0.01, 22); // 0.59, 0.60, 0.61: standard deviation 0.01
    Estimate found = results().estimate("cnn-30", Metric.validation(30));
    // The variance of a share is a mean over the seeds' shares.
    double variance = (0.59 * 0.41 + 0.6 * 0.4 + 0.61 * 0.39) / 3 / MadeUp.PUBLIC_TEST;
    assertInterval(0.6, Math.hypot(T2 * 0.01 / Math.sqrt(3), Z * Math.sqrt(variance)), found);
    assertEquals(List.of(1L, 2L, 3L), found.seeds());
  }

  @Test
  void pooledSpreadServesTrainingsOfOneSeed() {
    make("cnn-30", 0.7, 0.6, 0.01, 22);
    make("dropout-0", 0.99, 0.55, 0.03, 9);
    make("cnn-50", 0.8, 0.6, 0.5, 22); // goes on with other runs: does not count
    make("size-16", 0.5, 0.48, 0, 15);
    // After 20 of their 30 epochs the made-up runs have come two thirds of the way.
    double pooled = 2.0 / 3 * Math.sqrt((2 * 0.01 * 0.01 + 2 * 0.03 * 0.03) / 4);
    Estimate found = results().estimate("size-16", Metric.validation(20));
    assertInterval(0.48, Math.hypot(T4 * pooled, faces(0.48, MadeUp.PUBLIC_TEST)), found);
  }

  @Test
  void singleSeedHasNoInterval() {
    make("size-16", 0.5, 0.48, 0, 15);
    Estimate alone = results().estimate("size-16", Metric.validation(20));
    assertTrue(alone.interval().isEmpty());
    assertEquals("48.00 %", Unit.SHARE.format(alone));
    assertTrue(Estimate.exact(1).minus(alone).interval().isEmpty());
  }

  @Test
  void aDifferenceAddsTheSquares() {
    Estimate a = Estimate.range(0.6, 0.57, 0.63, List.of(1L));
    Estimate b = Estimate.range(0.5, 0.46, 0.54, List.of(1L));
    assertInterval(0.1, 0.05, a.minus(b));
  }

  @Test
  void theFirstExperimentsClaimsAreJudgedByTheirNumbers() throws Exception {
    make("cnn-30", 0.7, 0.6, 0.002, 22);
    assertEquals(
        List.of(Verdict.HOLDS, Verdict.HOLDS),
        verdicts(new Cnn30Experiment()),
        "as the study says");
    make("cnn-30", 0.9, 0.52, 0.002, 22);
    assertEquals(
        List.of(Verdict.DOES_NOT_HOLD, Verdict.DOES_NOT_HOLD),
        verdicts(new Cnn30Experiment()),
        "far away");
    make("cnn-30", 0.7, 0.55, 0.02, 22);
    assertEquals(
        List.of(Verdict.HOLDS, Verdict.CANNOT_BE_TOLD),
        verdicts(new Cnn30Experiment()),
        "at the edge");
  }

  @Test
  void dropoutIsJudgedByGapAndAccuracy() throws Exception {
    make("cnn-30", 0.75, 0.61, 0.002, 22);
    make("dropout-0", 0.99, 0.56, 0.002, 9);
    make("dropout-0.25", 0.9, 0.6, 0.002, 15);
    assertEquals(List.of(Verdict.HOLDS, Verdict.HOLDS), verdicts(new DropoutExperiment()));
    make("dropout-0", 0.6, 0.66, 0.002, 9);
    assertEquals(
        List.of(Verdict.DOES_NOT_HOLD, Verdict.DOES_NOT_HOLD), verdicts(new DropoutExperiment()));
    make("dropout-0", 0.76, 0.615, 0.002, 9);
    assertEquals(
        List.of(Verdict.CANNOT_BE_TOLD, Verdict.CANNOT_BE_TOLD), verdicts(new DropoutExperiment()));
  }

  private List<Verdict> verdicts(Experiment experiment) throws Exception {
    return experiment.section(results(), folder.resolve("figures")).checks().stream()
        .map(Claim::verdict)
        .toList();
  }

  @Test
  void theSearchTakesTheLowestLossThatConverged() throws Exception {
    LearningRateSearch search = plan.search("adam");
    assertEquals(7, search.groups().size());
    List<RunGroup> groups = search.groups();
    for (int i = 0; i < groups.size(); i++) {
      // Higher turns of the loss mean a higher loss in the two epochs there are.
      runs.put(
          groups.get(i).name(),
          List.of(MadeUp.run(folder, groups.get(i), 1, 0.3, 0.3, 3 + Math.abs(i - 4))));
    }
    assertEquals(0.001, rate(search));
    Files.writeString(
        folder.resolve(groups.get(4).run(1)).resolve("diverged.txt"), "loss: found NaN");
    assertEquals(0.003, rate(search));
    assertTrue(LearningRateSearch.best(List.of()).isEmpty());
  }

  private double rate(LearningRateSearch search) {
    List<RunResult> tries =
        search.groups().stream().flatMap(group -> runs.get(group.name()).stream()).toList();
    return LearningRateSearch.best(tries).orElseThrow().recipe().optimizer().learningRate();
  }

  @Test
  void missingAndDivergedRunsAreNamed() throws Exception {
    make("cnn-30", 0.7, 0.6, 0.01, 22);
    assertTrue(results().lacking(new Cnn30Experiment()).isEmpty());
    assertEquals(
        "not all of cnn-50 is trained", results().lacking(new Cnn50Experiment()).orElseThrow());
    Files.writeString(folder.resolve("cnn-30-seed-2").resolve("diverged.txt"), "epoch 3: NaN");
    assertEquals(
        "cnn-30-seed-2 diverged: epoch 3: NaN",
        results().lacking(new Cnn30Experiment()).orElseThrow());
  }

  @Test
  void measuresReadTheirColumn() {
    make("cnn-30", 0.7, 0.6, 0, 22);
    RunResult run = runs.get("cnn-30").get(0);
    assertEquals(0.3, Metric.validation(15).of(run).orElseThrow().value(), 1e-12);
    assertEquals(0.35, Metric.training(15).of(run).orElseThrow().value(), 1e-12);
    assertEquals(22, Metric.turn().of(run).orElseThrow().value());
    assertEquals(0.1, Metric.gap().of(run).orElseThrow().value(), 1e-12);
    assertTrue(Metric.last(Split.PRIVATE_TEST).of(run).isEmpty());
    assertTrue(Metric.validation(31).of(run).isEmpty());
    assertEquals("–", results().seconds("cnn-30").text());
  }
}
