package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.SezimException;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.Duplicates;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Evaluator;
import org.sezim.testing.TestRecipes;
import org.sezim.testing.TinyFer;
import org.sezim.training.export.Calibration;
import org.sezim.training.export.Calibrator;
import org.sezim.training.export.ModelBuilder;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;
import org.sezim.training.run.Networks;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SeedStreams;
import org.sezim.training.run.SplitMetrics;

class TrainerTest {
  /** A recipe with all settings of a modern network. */
  private static final String MODERN =
      """
      name: modern
      network:
        - normalize: {min: 0, max: 255}
        - conv: {filters: 8, kernel: 3, stride: 2, padding: 1, bias: false}
        - batch-norm: {}
        - activation: {function: relu}
        - residual: {filters: 12, stride: 2, reduction: 4}
        - residual: {filters: 12}
        - global-average-pool: {}
        - dropout: {rate: 0.1}
      output: softmax
      loss: cross-entropy
      label-smoothing: 0.1
      augmentation: {flip: true, shift: 0.05, scale: 0.1, rotation: 8, contrast: 0.2, blur: 0.2,
        noise: 5, random-erasing: 0.2, mixup: 0.2}
      optimizer: {name: nesterov, learning-rate: 0.1, weight-decay: 0.0005}
      schedule: cosine
      warmup-steps: 5
      ema: 0.9
      epochs: 4
      batch: 32
      held-out: 0.2
      select: last
      calibration: temperature
      storage: int8
      seed: 1
      """;

  @TempDir static Path shared;
  private static FaceDataset data;

  @TempDir Path folder;

  @BeforeAll
  static void makeFaces() {
    Path csv = shared.resolve("tiny.csv");
    TinyFer.write(csv, 350, 105, 0, 1);
    data = FaceDataset.read(csv, DatasetOptions.defaults());
  }

  private static Recipe small() {
    return Recipe.parse("small.yaml", TestRecipes.SMALL);
  }

  private static Recipe modern() {
    return Recipe.parse("modern.yaml", MODERN);
  }

  private RunFolder train(String name, Recipe recipe) {
    Trainer trainer = start(name, recipe);
    assertTrue(trainer.train(TrainingListener.NONE, () -> false));
    return trainer.run();
  }

  private Trainer start(String name, Recipe recipe) {
    Trainer.Target target = new Trainer.Target(folder.resolve(name), "test", 1);
    return Trainer.start(target, recipe, data);
  }

  private RunFolder stopInTheThirdEpochAndResume(Recipe recipe, int step) {
    Trainer stopped = start("stopped", recipe);
    AtomicInteger steps = new AtomicInteger();
    assertFalse(stopped.train(TrainingListener.NONE, () -> steps.incrementAndGet() >= step));
    assertEquals(2, stopped.run().metrics().size());
    Trainer resumed = Trainer.resume(RunFolder.open(stopped.run().path()), data);
    assertTrue(resumed.train(TrainingListener.NONE, () -> false));
    return resumed.run();
  }

  private static void assertSameRun(RunFolder one, RunFolder other) throws IOException {
    for (String file : List.of("metrics.csv", "model.onnx", "loss.svg", "accuracy.svg")) {
      assertArrayEquals(
          Files.readAllBytes(one.path().resolve(file)),
          Files.readAllBytes(other.path().resolve(file)),
          file);
    }
  }

  @Test
  void modelAgreesWithTheMetrics() {
    RunFolder run = train("run", small().withEpochs(8));
    List<EpochMetrics> metrics = run.metrics();
    assertEquals(8, metrics.size());
    EpochMetrics best = EpochMetrics.kept(small().select(), metrics).orElseThrow();
    assertTrue(best.validationAccuracy() > 0.6, best.toString());
    assertTrue(metrics.get(7).trainingLoss() < 0.7 * metrics.get(0).trainingLoss());
    try (EmotionClassifier model = EmotionClassifier.load(run.model())) {
      Evaluation evaluation =
          Evaluator.evaluate(model, data.split(Split.PUBLIC_TEST), "PublicTest", "tiny");
      assertEquals(best.validationAccuracy(), evaluation.accuracy(), 1e-9);
      assertEquals(best.validationLoss(), evaluation.logLoss(), 1e-4);
      assertEquals(
          Double.toString(best.validationAccuracy()),
          model.card().properties().get("metrics.accuracy"));
      assertEquals(data.sha256(), model.card().properties().get("dataset.sha256"));
      assertEquals("small 0.1.0", model.card().name());
    }
  }

  @Test
  void sameSeedGivesSameRun() throws IOException {
    RunFolder one = train("one", small());
    assertSameRun(one, train("same", small()));
    assertFalse(one.metrics().equals(train("other", small().withSeed(2)).metrics()));
  }

  @ParameterizedTest
  @CsvSource({"adam, float32", "momentum, bfloat16", "rmsprop, float32", "adagrad, float32"})
  void resumedRunEqualsUninterruptedRun(String optimizer, String precision) throws IOException {
    String yaml =
        TestRecipes.SMALL.replace("name: adam", "name: " + optimizer)
            + "precision: "
            + precision
            + "\n";
    Recipe recipe = Recipe.parse("small.yaml", yaml);
    RunFolder whole = train("whole", recipe);
    // 11 steps per epoch.
    RunFolder resumed = stopInTheThirdEpochAndResume(recipe, 27);
    assertSameRun(whole, resumed);
    assertEquals(2, resumed.provenance().started().size());
  }

  @Test
  void modernNetworkLearnsAndResumesBitForBit() throws IOException {
    RunFolder whole = train("whole", modern().withEpochs(8));
    List<EpochMetrics> metrics = whole.metrics();
    assertTrue(metrics.get(7).validationAccuracy() > 0.6, metrics.toString());
    try (EmotionClassifier model = EmotionClassifier.load(whole.model())) {
      long seed = SeedStreams.seed(1, SeedStreams.Purpose.HELD_OUT, 0);
      LabeledFaces.HeldOut parts = data.split(Split.TRAINING).heldOut(0.2, seed);
      int[] unique = Duplicates.between(parts.heldOut(), parts.kept()).unique();
      LabeledFaces held = parts.heldOut().subset(unique);
      // The model has the averaged weights of the last epoch, quantized.
      Evaluation evaluation = Evaluator.evaluate(model, held, "held out", "tiny");
      assertEquals(metrics.get(7).validationAccuracy(), evaluation.accuracy(), 0.015);
      String temperature = model.card().properties().get("calibration.temperature");
      Calibration found = whole.read("calibration.csv", Calibrator.Fit.TABLE).get(0).calibration();
      assertEquals(found.temperature(), Double.parseDouble(temperature));
      // PublicTest was used for nothing else, so the card has the model's metrics on it.
      Evaluation unseen =
          Evaluator.evaluate(model, data.split(Split.PUBLIC_TEST), "PublicTest", "tiny");
      Map<String, String> card = model.card().properties();
      unseen.figures().forEach((name, value) -> assertEquals(value, card.get(name), name));
      assertTrue(card.containsKey("metrics.PublicTest.withoutCopies.accuracy"), card.toString());
      // Smoothed labels make the network underconfident, which the calibration corrects.
      assertTrue(found.temperature() < 1 || found.smoothing() > 0, found.toString());
      assertTrue(evaluation.logLoss() < metrics.get(7).validationLoss(), evaluation.toString());
    }
    // 9 steps per epoch.
    assertSameRun(whole, stopInTheThirdEpochAndResume(modern().withEpochs(8), 22));
    assertArrayEquals(Files.readAllBytes(whole.model()), ModelBuilder.export(whole));
  }

  @Test
  void finishedScheduleCannotBeExtended() {
    RunFolder run = train("run", modern().withEpochs(1));
    Trainer.Target target = new Trainer.Target(folder.resolve("extended"), "test", 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Trainer.extend(run, target, 2, data));
    assertTrue(e.getMessage().contains("schedule"), e.getMessage());
  }

  @Test
  void resumeDropsMetricsAheadOfTheCheckpoint() throws IOException {
    RunFolder whole = train("whole", small());
    Trainer stopped = start("stopped", small());
    AtomicInteger steps = new AtomicInteger();
    stopped.train(TrainingListener.NONE, () -> steps.incrementAndGet() >= 27);
    // As if killed after the metrics of epoch 3, before its checkpoint.
    List<EpochMetrics> metrics = new ArrayList<>(stopped.run().metrics());
    metrics.add(new EpochMetrics(3, 9, 0, 9, 1));
    stopped.run().write("metrics.csv", EpochMetrics.TABLE, metrics);
    Trainer resumed = Trainer.resume(stopped.run(), data);
    assertTrue(resumed.train(TrainingListener.NONE, () -> false));
    assertSameRun(whole, resumed.run());
  }

  @Test
  void extendedRunEqualsRunOfAllEpochs() throws IOException {
    RunFolder whole = train("whole", small());
    RunFolder half = train("half", small().withEpochs(2));
    Trainer.Target target = new Trainer.Target(folder.resolve("extended"), "test", 1);
    Files.createDirectories(folder.resolve("extended.part"));
    Files.writeString(folder.resolve("extended.part/metrics.csv"), "left by a kill");
    Trainer extended = Trainer.extend(half, target, 4, data);
    assertTrue(extended.train(TrainingListener.NONE, () -> false));
    assertSameRun(whole, extended.run());
    assertEquals(2, half.metrics().size());
    assertEquals(4, extended.run().recipe().epochs());
  }

  @Test
  void concurrentRunsEqualSeparateRuns() throws Exception {
    RunFolder alone = train("alone", small());
    RunFolder otherAlone = train("other-alone", small().withSeed(2));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<RunFolder> one = pool.submit(() -> train("one", small()));
      Future<RunFolder> other = pool.submit(() -> train("other", small().withSeed(2)));
      assertSameRun(alone, one.get());
      assertSameRun(otherAlone, other.get());
    } finally {
      pool.shutdown();
    }
  }

  /** With SGD and one step per epoch, a weight changes by learning rate times gradient. */
  @Test
  void gradientNormsAgreeWithTheStep() {
    Recipe recipe =
        small().withOptimizer(new Optimizer(Optimizer.Name.SGD, 0.5)).withBatch(1000).withEpochs(1);
    RunFolder run = train("run", recipe);
    GradientNorms norms = run.gradients().get(0);
    assertEquals(
        List.of("conv1.weight", "dense1.weight", "dense2.weight"),
        List.copyOf(norms.byWeight().keySet()));
    long seed = SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.WEIGHTS, 0);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network before = new Network(recipe.network(), 7, seed);
        Network after = Networks.kept(run)) {
      norms
          .byWeight()
          .forEach(
              (name, norm) -> {
                Tensor step = after.weights().get(name).sub(before.weights().get(name));
                assertEquals(step.norm().item_double() / 0.5, norm, 1e-4 * norm, name);
              });
    }
  }

  @Test
  void measuresTheLastEpochOnEverySplit() {
    RunFolder run = train("run", small());
    List<SplitMetrics> last = Trainer.measureLast(run, data);
    assertEquals(
        List.of(Split.TRAINING, Split.PUBLIC_TEST),
        last.stream().map(SplitMetrics::split).toList());
    EpochMetrics epoch = run.metrics().get(3);
    assertEquals(epoch.validationAccuracy(), last.get(1).accuracy(), 1e-12);
    assertEquals(epoch.validationLoss(), last.get(1).loss(), 1e-6);
    assertEquals(350, last.get(0).faces());
  }

  @Test
  void lostMetricsAreAnError() throws IOException {
    RunFolder run = train("run", small().withEpochs(2));
    Files.delete(run.path().resolve("metrics.csv"));
    Trainer resumed = Trainer.resume(run, data);
    SezimException e =
        assertThrows(SezimException.class, () -> resumed.train(TrainingListener.NONE, () -> false));
    assertEquals(
        run.path().resolve("metrics.csv") + ": expected the 2 epochs of checkpoint.pt, found 0",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Optimizer.Name.class)
  void everyOptimizerLearns(Optimizer.Name name) {
    double rate =
        switch (name) {
          case SGD -> 0.1;
          case MOMENTUM, NESTEROV -> 0.03;
          case ADAGRAD -> 0.02;
          case RMSPROP, ADAM -> 0.003;
        };
    String optimizer = "{name: " + name.name().toLowerCase(java.util.Locale.ROOT) + ", ";
    String yaml =
        TestRecipes.SMALL.replace(
            "{name: adam, learning-rate: 0.003}", optimizer + "learning-rate: " + rate + "}");
    List<EpochMetrics> metrics =
        train(name.name(), Recipe.parse("small.yaml", yaml).withEpochs(5)).metrics();
    assertTrue(
        metrics.get(4).trainingLoss() < metrics.get(0).trainingLoss() - 0.1, metrics.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "sigmoid, squared-error",
    "softmax, cross-entropy",
    "softmax, squared-error",
  })
  void everyOutputAndLossLearns(String output, String loss) {
    String yaml =
        TestRecipes.SMALL
            .replace("output: sigmoid", "output: " + output)
            .replace("loss: cross-entropy", "loss: " + loss);
    List<EpochMetrics> metrics =
        train("run", Recipe.parse("small.yaml", yaml).withEpochs(5)).metrics();
    assertTrue(metrics.get(4).trainingLoss() < 0.95 * metrics.get(0).trainingLoss());
    assertTrue(metrics.get(4).validationAccuracy() > 0.3, metrics.toString());
  }

  @Test
  void infiniteLossStopsAndKeepsTheLastCheckpoint() throws IOException {
    Trainer trainer = start("run", small());
    AtomicInteger steps = new AtomicInteger();
    trainer.train(TrainingListener.NONE, () -> steps.incrementAndGet() >= 27);
    byte[] checkpoint = Files.readAllBytes(trainer.run().checkpoint());
    // The loss is NaN in the first step after the resume.
    Checkpoints.poison(trainer.run());
    byte[] poisoned = Files.readAllBytes(trainer.run().checkpoint());
    assertFalse(java.util.Arrays.equals(checkpoint, poisoned));

    Trainer resumed = Trainer.resume(trainer.run(), data);
    SezimException e =
        assertThrows(SezimException.class, () -> resumed.train(TrainingListener.NONE, () -> false));
    assertEquals(
        trainer.run().path()
            + ": epoch 3: expected a finite loss, found NaN; the checkpoint of epoch 2 is kept;"
            + " try a smaller learning rate than 0.003",
        e.getMessage());
    assertArrayEquals(poisoned, Files.readAllBytes(trainer.run().checkpoint()));
    assertEquals(2, trainer.run().metrics().size());
  }

  @Test
  void heldOutFacesComeFromTraining() {
    Recipe recipe = small().withEpochs(1).withHeldOut(0.2);
    int[] seen = new int[1];
    Trainer trainer = start("run", recipe);
    trainer.train(
        new TrainingListener() {
          @Override
          public void start(int epochsDone, int epochs, int faces) {
            seen[0] = faces;
          }
        },
        () -> false);
    assertEquals(280, seen[0]);
    try (EmotionClassifier model = EmotionClassifier.load(trainer.run().model())) {
      assertEquals("held-out 0.2 of Training", model.card().properties().get("metrics.validation"));
    }
  }

  @Test
  void reportsMissingValidationFacesBeforeCreatingAFolder() {
    Path csv = folder.resolve("training-only.csv");
    TinyFer.write(csv, 70, 0, 0, 2);
    FaceDataset faces = FaceDataset.read(csv, DatasetOptions.defaults());
    Trainer.Target target = new Trainer.Target(folder.resolve("run"), "test", 1);
    SezimException e =
        assertThrows(SezimException.class, () -> Trainer.start(target, small(), faces));
    assertTrue(e.getMessage().endsWith("--held-out 0.1"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void rejectsOtherDataAndUsedFolders() {
    RunFolder run = train("run", small().withEpochs(1));
    Path other = folder.resolve("other.csv");
    TinyFer.write(other, 70, 70, 0, 2);
    FaceDataset faces = FaceDataset.read(other, DatasetOptions.defaults());
    SezimException e = assertThrows(SezimException.class, () -> Trainer.resume(run, faces));
    assertTrue(e.getMessage().contains("expected the data that the run began with"));
    assertTrue(
        assertThrows(SezimException.class, () -> start("run", small()))
            .getMessage()
            .contains("expected an empty folder for a new run"));
    assertTrue(
        assertThrows(SezimException.class, () -> RunFolder.open(folder.resolve("none")))
            .getMessage()
            .contains("expected a run folder"));
  }

  @Test
  void firstOfEqualEpochsIsBest() {
    List<EpochMetrics> metrics =
        List.of(
            new EpochMetrics(1, 1, 1, 1, 0.5),
            new EpochMetrics(2, 1, 1, 1, 0.7),
            new EpochMetrics(3, 1, 1, 1, 0.7),
            new EpochMetrics(4, 1, 1, 1, 0.6));
    assertEquals(2, EpochMetrics.kept(small().select(), metrics).orElseThrow().epoch());
    assertTrue(EpochMetrics.kept(small().select(), List.of()).isEmpty());
  }
}
