package org.sezim.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sezim.dataset.LabeledFaces;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SeedStreams;

/** Training loop of an emotion network. */
final class EmotionLoop extends EpochLoop<EpochMetrics> {
  private static final int VALIDATION_BATCH = 256;

  /** Gradients are measured in every tenth step, for speed. */
  private static final int GRADIENT_STEPS = 10;

  private final Recipe recipe;
  private final Network network;
  private final Network exported;
  private final LabeledFaces training;
  private final FaceBatch validation;
  private final List<Path> teachers;
  private final List<GradientNorms> gradients = new ArrayList<>();
  private FaceBatch faces;

  /**
   * Creates a loop.
   *
   * @param network is trained
   * @param exported becomes the model: the network itself, or another of the same layers, which
   *     then holds its moving averages
   * @param faces the faces to train on and those to validate on
   * @param teachers whose answers are part of the targets; may be empty
   */
  EmotionLoop(
      RunFolder run,
      Network network,
      Network exported,
      LabeledFaces.HeldOut faces,
      List<Path> teachers,
      TrainingListener listener) {
    super(
        run,
        listener,
        state(network, exported),
        Optimizers.create(run.recipe().optimizer(), network.parameters()),
        run.recipe().optimizer().learningRate(),
        run.recipe().epochs());
    this.recipe = run.recipe();
    this.network = network;
    this.exported = exported;
    this.training = faces.kept();
    this.faces = FaceBatch.of(training);
    this.validation = FaceBatch.of(faces.heldOut());
    this.teachers = teachers;
  }

  /**
   * Returns all tensors of a checkpoint: the network's state, and its moving averages if they are
   * another network.
   */
  static Map<String, Tensor> state(Network network, Network exported) {
    Map<String, Tensor> state = new LinkedHashMap<>(network.state());
    if (exported != network) {
      exported.state().forEach((name, tensor) -> state.put("averaged." + name, tensor));
    }
    return state;
  }

  @Override
  List<EpochMetrics> written() {
    return run.metrics();
  }

  /** Mixes the teachers' answers into the targets, which takes minutes, if epochs remain. */
  @Override
  int prepare(int epochsDone) {
    gradients.addAll(run.gradients().stream().limit(epochsDone).toList());
    if (!teachers.isEmpty() && epochsDone < recipe.epochs()) {
      int threads = run.provenance().threads();
      faces =
          faces.withTargets(
              Distillation.targets(training, teachers, recipe.distillation(), threads));
    }
    return faces.size();
  }

  @Override
  Epoch<EpochMetrics> begin(int epoch) {
    return new EmotionEpoch(epoch);
  }

  private final class EmotionEpoch implements Epoch<EpochMetrics> {
    private final int number;
    private final Totals totals = new Totals();
    private final GeneratorOptional random;
    private final Augmenter augmenter;
    private final Tensor order;

    EmotionEpoch(int number) {
      this.number = number;
      random = Network.random(SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.DROPOUT, number));
      augmenter =
          new Augmenter(
              recipe.augmentation(),
              SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.AUGMENTATION, number));
      order = Tensor.create(SeedStreams.order(faces.size(), recipe.seed(), number));
    }

    @Override
    public int steps() {
      return (faces.size() + recipe.batch() - 1) / recipe.batch();
    }

    @Override
    public Progress step(int step) {
      int from = step * recipe.batch();
      int n = Math.min(recipe.batch(), faces.size() - from);
      long taken = (long) (number - 1) * steps() + step;
      setRate(taken, (long) recipe.epochs() * steps());
      FaceBatch batch = augmenter.apply(faces.select(order.narrow(0, from, n)));
      Tensor logits =
          Autocast.run(recipe.precision(), () -> network.logits(batch.pixels(), random));
      Tensor loss = recipe.loss().of(recipe.output(), logits, smooth(batch.targets()));
      optimizer.zero_grad();
      loss.backward();
      if (step % GRADIENT_STEPS == 0) {
        totals.addGradients(network);
      }
      optimizer.step();
      if (exported != network) {
        average(taken);
      }
      totals.add(loss.item_double(), correct(logits, batch), n);
      return new Progress(n, totals.loss(), totals.accuracy());
    }

    @Override
    public EpochMetrics measure() {
      Totals validated = validate(recipe, exported, validation);
      gradients.add(new GradientNorms(number, totals.gradients()));
      return new EpochMetrics(
          number,
          totals.loss(),
          totals.accuracy(),
          finite(validated.loss(), number, "validation loss"),
          validated.accuracy());
    }
  }

  private void setRate(long step, long allSteps) {
    double rate = recipe.optimizer().learningRate();
    if (recipe.schedule() == Recipe.Schedule.COSINE) {
      Optimizers.setCosine(optimizer, rate, recipe.warmupSteps(), step, allSteps);
    } else if (recipe.warmupSteps() > 0) {
      Optimizers.setRate(optimizer, Optimizers.warmedUp(rate, recipe.warmupSteps(), step));
    }
  }

  private Tensor smooth(Tensor targets) {
    double share = recipe.labelSmoothing();
    return share == 0
        ? targets
        : targets.mul(new Scalar(1 - share)).add(new Scalar(share / targets.size(1)));
  }

  /**
   * Updates the moving averages, with a smaller decay in the first steps, so that they forget the
   * initial weights.
   */
  private void average(long step) {
    double decay = Math.min(recipe.ema(), (1.0 + step) / (10.0 + step));
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Map<String, Tensor> now = network.state();
      Scalar share = new Scalar(1 - decay);
      exported.state().forEach((name, mean) -> mean.lerp_(now.get(name), share));
    }
  }

  @Override
  void write(List<EpochMetrics> metrics) {
    if (isKept(metrics.get(metrics.size() - 1))) {
      Checkpoint.saveWeights(run.kept(), exported.state());
    }
    run.write("metrics.csv", EpochMetrics.TABLE, metrics);
    run.writeGradients(gradients);
  }

  @Override
  void report(EpochMetrics last, double samplesPerSecond) {
    listener.epoch(last, isKept(last), samplesPerSecond);
  }

  private boolean isKept(EpochMetrics last) {
    return EpochMetrics.kept(recipe.select(), metrics()).orElseThrow().equals(last);
  }

  /** Evaluates a network on faces, in float32 without dropout. */
  static Totals validate(Recipe recipe, Network network, FaceBatch faces) {
    Totals totals = new Totals();
    for (int from = 0; from < faces.size(); from += VALIDATION_BATCH) {
      int n = Math.min(VALIDATION_BATCH, faces.size() - from);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        FaceBatch batch = faces.slice(from, n);
        Tensor logits = network.logits(batch.pixels());
        Tensor loss = recipe.loss().of(recipe.output(), logits, batch.targets());
        totals.add(loss.item_double(), correct(logits, batch), n);
      }
    }
    return totals;
  }

  private static int correct(Tensor logits, FaceBatch batch) {
    return logits.detach().argmax(new LongOptional(1), false).eq(batch.labels()).sum().item_int();
  }

  /** Sums over the batches of an epoch. */
  static final class Totals {
    private double loss;
    private int correct;
    private int faces;
    private final Map<String, Double> gradients = new LinkedHashMap<>();
    private int gradientSteps;

    private void add(double batchLoss, int batchCorrect, int n) {
      loss += batchLoss * n;
      correct += batchCorrect;
      faces += n;
    }

    private void addGradients(Network network) {
      gradientSteps++;
      network
          .weights()
          .forEach(
              (name, weight) -> {
                if (name.endsWith(".weight")) {
                  double norm = weight.grad().norm().item_double();
                  gradients.merge(name, norm, Double::sum);
                }
              });
    }

    /** Means over the measured steps. */
    private Map<String, Double> gradients() {
      Map<String, Double> means = new LinkedHashMap<>();
      gradients.forEach((name, sum) -> means.put(name, sum / gradientSteps));
      return means;
    }

    int faces() {
      return faces;
    }

    double loss() {
      return loss / faces;
    }

    double accuracy() {
      return (double) correct / faces;
    }
  }
}
