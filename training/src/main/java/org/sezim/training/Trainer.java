package org.sezim.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.sezim.SezimException;
import org.sezim.training.chart.TrainingCurves;
import org.sezim.training.data.Duplicates;
import org.sezim.training.data.FaceData;
import org.sezim.training.data.FaceSet;
import org.sezim.training.data.Split;
import org.sezim.training.export.ModelBuilder;
import org.sezim.training.network.Checks;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.GradientNorms;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SplitMetrics;
import org.sezim.training.run.Streams;

/**
 * Trains a recipe's network on faces with libtorch, on the CPU.
 *
 * <p>Same recipe, faces, machine and threads give the same bytes, whether the run was stopped and
 * resumed or not: every random number comes from the seed, the purpose and the epoch, and a
 * checkpoint after each epoch holds the weights and the optimiser's state. Another processor,
 * number of threads or version of libtorch sums floats in another order, and gives another network.
 */
public final class Trainer {
  private static final int VALIDATION_BATCH = 256;

  /** The gradients of every tenth step are measured: of all steps it would cost speed. */
  private static final int GRADIENT_STEPS = 10;

  private final RunFolder run;
  private final Recipe recipe;
  private final FaceData data;
  private final FaceSet training;
  private final FaceSet validation;
  private final List<Path> teachers;

  private Trainer(RunFolder run, FaceData data, FaceSet.HeldOut faces, List<Path> teachers) {
    this.run = run;
    this.recipe = run.recipe();
    this.data = data;
    this.training = faces.kept();
    this.validation = faces.heldOut();
    this.teachers = List.copyOf(teachers);
  }

  /** The faces to train on, and those to validate on. */
  private static FaceSet.HeldOut faces(Recipe recipe, FaceData data) {
    FaceSet training = data.require(Split.TRAINING);
    if (recipe.heldOut() > 0) {
      long seed = Streams.seed(recipe.seed(), Streams.Purpose.HELD_OUT, 0);
      FaceSet.HeldOut parts = training.heldOut(recipe.heldOut(), seed);
      if (recipe.calibration() == Recipe.Calibration.NONE) {
        return parts;
      }
      // One face in six of FER-2013 has a copy; fitted to copies of what was learnt, the
      // temperature would be too low.
      int[] unique = Duplicates.between(parts.heldOut(), parts.kept()).unique();
      return new FaceSet.HeldOut(parts.kept(), parts.heldOut().subset(unique));
    }
    if (data.split(Split.PUBLIC_TEST).size() == 0) {
      throw new SezimException(
          data.source().toString(),
          "expected faces to validate on in split PublicTest (a folder's test/), found none; or"
              + " keep some of Training for it: --held-out 0.1");
    }
    return new FaceSet.HeldOut(training, data.split(Split.PUBLIC_TEST));
  }

  /**
   * Prepares a new run.
   *
   * @throws SezimException if the target's folder holds files, or the data lack a split that is
   *     needed
   * @throws IllegalArgumentException if the recipe needs a teacher
   */
  public static Trainer start(Target target, Recipe recipe, FaceData data) {
    return start(target, recipe, data, List.of());
  }

  /**
   * Prepares a new run.
   *
   * @param teachers emotion models with the data's labels, for a recipe with distillation
   * @throws SezimException if the target's folder holds files, the data lack a split that is
   *     needed, or a teacher is none or has other labels
   * @throws IllegalArgumentException if there are teachers and the recipe needs none, or the other
   *     way round
   */
  public static Trainer start(Target target, Recipe recipe, FaceData data, List<Path> teachers) {
    if (teachers.isEmpty() == recipe.distillation() > 0) {
      throw new IllegalArgumentException(
          teachers.isEmpty()
              ? "distillation: expected a teacher, found none"
              : "distillation: expected more than 0, since there is a teacher, found 0");
    }
    teachers.forEach(file -> Distillation.requireLabels(file, data.labels()));
    Provenance provenance =
        Provenance.now(target.command(), data, teachers, recipe.seed(), target.threads());
    FaceSet.HeldOut faces = faces(recipe, data); // before the folder is made, if they are amiss
    RunFolder run = RunFolder.create(target.folder(), recipe.toYaml(), provenance);
    return new Trainer(run, data, faces, teachers);
  }

  /**
   * Where and how a new run takes place.
   *
   * @param folder of the run; must not exist or be empty
   * @param command what to write down as the command that started it
   * @param threads for libtorch, at least 1
   */
  public record Target(Path folder, String command, int threads) {
    /** Checks the threads. */
    public Target {
      Checks.atLeast(1, threads, "threads");
    }
  }

  /**
   * Prepares to go on with a run that was stopped; its teachers, if any, are still where they were.
   *
   * @throws SezimException if the data or the teachers are not those that the run began with
   */
  public static Trainer resume(RunFolder run, FaceData data) {
    return resume(
        run, data, run.provenance().data().teachers().stream().map(file -> Path.of(file)).toList());
  }

  /**
   * Prepares to go on with a run that was stopped.
   *
   * @param teachers the models that it began to learn from, if any
   * @throws SezimException if the data or the teachers are not those that the run began with
   */
  public static Trainer resume(RunFolder run, FaceData data, List<Path> teachers) {
    Provenance provenance = run.provenance();
    provenance.data().requireSame(data, teachers);
    run.writeProvenance(provenance.resumed());
    return new Trainer(run, data, faces(run.recipe(), data), teachers);
  }

  /** The run's folder. */
  public RunFolder run() {
    return run;
  }

  /**
   * Prepares to go on with a finished run for more epochs, in a folder of its own: bit for bit as
   * if it had been given them from the start.
   *
   * @param epochs of the whole run
   * @throws SezimException if the target's folder holds files, or the data are not those of the run
   * @throws IllegalArgumentException if the learning rate's schedule depends on the epochs
   */
  public static Trainer extend(RunFolder finished, Target target, int epochs, FaceData data) {
    Recipe.Schedule schedule = finished.recipe().schedule();
    if (schedule != Recipe.Schedule.CONSTANT) {
      throw new IllegalArgumentException(
          "schedule: expected constant for a run to be extended, found " + schedule);
    }
    Recipe longer = finished.recipe().withEpochs(epochs);
    return resume(finished.copy(target.folder(), longer), data);
  }

  /**
   * Trains until all epochs are done or {@code stop} says so; then writes the curves and, if all
   * are done, {@code model.onnx} from the best epoch.
   *
   * @param stop asked after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  public boolean train(TrainingListener listener, BooleanSupplier stop) {
    torch.set_num_threads(run.provenance().threads());
    try (PointerScope scope = new PointerScope();
        Network network = run.freshNetwork();
        Network averaged = run.freshNetwork()) {
      Optimizer optimizer = Optimizers.create(recipe.optimizer(), network.parameters());
      Network product = recipe.averaging() > 0 ? averaged : network;
      Map<String, Tensor> state = state(network, product);
      int done = 0;
      List<EpochMetrics> metrics = new ArrayList<>();
      List<GradientNorms> gradients = new ArrayList<>();
      if (Files.exists(run.checkpoint())) {
        done = Checkpoint.load(run.checkpoint(), state, optimizer);
        List<EpochMetrics> written = run.metrics();
        if (written.size() < done) {
          throw new SezimException(
              run.path().resolve("metrics.csv").toString(),
              "expected the " + done + " epochs of checkpoint.pt, found " + written.size());
        }
        // A kill between metrics and checkpoint leaves a line too many: that epoch runs again.
        metrics.addAll(written.subList(0, done));
        gradients.addAll(run.gradients().stream().limit(done).toList());
      }
      // Teachers take minutes to ask, and a run that has all its epochs has no use for them.
      TensorFaces faces = done < recipe.epochs() ? lessons() : TensorFaces.of(training);
      TensorFaces held = TensorFaces.of(validation);
      listener.start(done, recipe.epochs(), faces.size());
      for (int epoch = done + 1; epoch <= recipe.epochs(); epoch++) {
        long start = System.nanoTime();
        Totals trained = trainEpoch(network, product, optimizer, faces, epoch, listener, stop);
        if (trained == null) {
          writeCurves(metrics);
          return false;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Totals validated = validate(recipe, product, held);
        EpochMetrics m =
            new EpochMetrics(
                epoch,
                trained.loss(),
                trained.accuracy(),
                finite(validated.loss(), epoch, "validation loss"),
                validated.accuracy());
        metrics.add(m);
        boolean kept = EpochMetrics.kept(recipe.keep(), metrics).orElseThrow().equals(m);
        // The checkpoint comes last: what it speaks of is then on disk.
        if (kept) {
          Checkpoint.saveWeights(run.kept(), product.state());
        }
        run.write("metrics.csv", EpochMetrics.TABLE, metrics);
        gradients.add(new GradientNorms(epoch, trained.gradients()));
        run.writeGradients(gradients);
        Checkpoint.save(run.checkpoint(), state, optimizer, epoch);
        run.addTiming(epoch, seconds, faces.size() / seconds);
        listener.epoch(m, kept, faces.size() / seconds);
      }
      ModelBuilder.finish(run, data, training, validation);
      writeCurves(metrics);
      return true;
    }
  }

  /** The Training faces; with teachers, their answers are part of the targets. */
  private TensorFaces lessons() {
    TensorFaces faces = TensorFaces.of(training);
    int threads = run.provenance().threads();
    return teachers.isEmpty()
        ? faces
        : faces.withTargets(
            Distillation.targets(training, teachers, recipe.distillation(), threads));
  }

  /** All that a checkpoint holds: the network's state, and the running means of it if kept. */
  private static Map<String, Tensor> state(Network network, Network product) {
    Map<String, Tensor> state = new LinkedHashMap<>(network.state());
    if (product != network) {
      product.state().forEach((name, tensor) -> state.put("averaged." + name, tensor));
    }
    return state;
  }

  /**
   * Measures the weights of the last epoch, outside training, on every split that the data have.
   *
   * @throws SezimException if there is no checkpoint
   */
  public static List<SplitMetrics> measureLast(RunFolder run, FaceData data) {
    torch.set_num_threads(run.provenance().threads());
    Recipe recipe = run.recipe();
    List<SplitMetrics> measured = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        Network network = run.freshNetwork();
        Network averaged = run.freshNetwork()) {
      Network product = recipe.averaging() > 0 ? averaged : network;
      Checkpoint.loadEpoch(run.checkpoint(), state(network, product));
      for (Split split : Split.values()) {
        if (data.split(split).size() > 0) {
          Totals totals = validate(recipe, product, TensorFaces.of(data.split(split)));
          measured.add(new SplitMetrics(split, totals.faces, totals.loss(), totals.accuracy()));
        }
      }
    }
    return measured;
  }

  /** Null if stopped. */
  private Totals trainEpoch(
      Network network,
      Network product,
      Optimizer optimizer,
      TensorFaces faces,
      int epoch,
      TrainingListener listener,
      BooleanSupplier stop) {
    Totals totals = new Totals();
    try (PointerScope epochScope = new PointerScope()) {
      GeneratorOptional random =
          Network.random(Streams.seed(recipe.seed(), Streams.Purpose.DROPOUT, epoch));
      Augmenter augmenter =
          new Augmenter(
              recipe.augmentation(),
              Streams.seed(recipe.seed(), Streams.Purpose.AUGMENTATION, epoch));
      Tensor order = Tensor.create(Streams.order(faces.size(), recipe.seed(), epoch));
      int steps = (faces.size() + recipe.batch() - 1) / recipe.batch();
      for (int step = 0; step < steps; step++) {
        int from = step * recipe.batch();
        int n = Math.min(recipe.batch(), faces.size() - from);
        long taken = (long) (epoch - 1) * steps + step;
        setRate(optimizer, taken, (long) recipe.epochs() * steps);
        try (PointerScope stepScope = new PointerScope()) {
          TensorFaces batch = augmenter.apply(faces.select(order.narrow(0, from, n)));
          Tensor logits =
              Autocast.run(recipe.precision(), () -> network.logits(batch.pixels(), random));
          Tensor loss = recipe.loss().of(recipe.output(), logits, smooth(batch.targets()));
          optimizer.zero_grad();
          loss.backward();
          if (step % GRADIENT_STEPS == 0) {
            totals.addGradients(network);
          }
          optimizer.step();
          if (product != network) {
            average(product, network, taken);
          }
          totals.add(finite(loss.item_double(), epoch, "loss"), correct(logits, batch), n);
        }
        listener.step(epoch, n, totals.loss(), totals.accuracy());
        if (stop.getAsBoolean()) {
          return null;
        }
      }
    }
    return totals;
  }

  private void setRate(Optimizer optimizer, long step, long steps) {
    double rate = recipe.optimizer().learningRate();
    if (recipe.schedule() == Recipe.Schedule.COSINE) {
      Optimizers.setCosine(optimizer, rate, recipe.warmup(), step, steps);
    } else if (recipe.warmup() > 0) {
      Optimizers.setRate(optimizer, Optimizers.rise(rate, recipe.warmup(), step));
    }
  }

  private Tensor smooth(Tensor targets) {
    double share = recipe.labelSmoothing();
    return share == 0
        ? targets
        : targets.mul(new Scalar(1 - share)).add(new Scalar(share / targets.size(1)));
  }

  /** Early means would hold on to the first, untaught weights: at first the mean runs faster. */
  private void average(Network product, Network network, long step) {
    double stays = Math.min(recipe.averaging(), (1.0 + step) / (10.0 + step));
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Map<String, Tensor> now = network.state();
      Scalar share = new Scalar(1 - stays);
      product.state().forEach((name, mean) -> mean.lerp_(now.get(name), share));
    }
  }

  private static Totals validate(Recipe recipe, Network network, TensorFaces faces) {
    Totals totals = new Totals();
    for (int from = 0; from < faces.size(); from += VALIDATION_BATCH) {
      int n = Math.min(VALIDATION_BATCH, faces.size() - from);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        TensorFaces batch = faces.slice(from, n);
        Tensor logits = network.logits(batch.pixels());
        Tensor loss = recipe.loss().of(recipe.output(), logits, batch.targets());
        totals.add(loss.item_double(), correct(logits, batch), n);
      }
    }
    return totals;
  }

  private static int correct(Tensor logits, TensorFaces batch) {
    return logits.detach().argmax(new LongOptional(1), false).eq(batch.labels()).sum().item_int();
  }

  private double finite(double value, int epoch, String what) {
    if (Double.isFinite(value)) {
      return value;
    }
    String kept =
        epoch == 1
            ? "no epoch was finished"
            : "the checkpoint of epoch " + (epoch - 1) + " is kept";
    String rule =
        "epoch "
            + epoch
            + ": expected a finite "
            + what
            + ", found "
            + value
            + "; "
            + kept
            + "; try a smaller learning rate than "
            + recipe.optimizer().learningRate();
    run.writeText("diverged.txt", rule);
    throw new SezimException(run.path().toString(), rule);
  }

  /** Sums over the batches of an epoch. */
  private static final class Totals {
    private double loss;
    private int correct;
    private int faces;
    private final Map<String, Double> gradients = new LinkedHashMap<>();
    private int gradientSteps;

    void add(double batchLoss, int batchCorrect, int n) {
      loss += batchLoss * n;
      correct += batchCorrect;
      faces += n;
    }

    void addGradients(Network network) {
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

    /** The mean over the steps that were measured. */
    Map<String, Double> gradients() {
      Map<String, Double> means = new LinkedHashMap<>();
      gradients.forEach((name, sum) -> means.put(name, sum / gradientSteps));
      return means;
    }

    double loss() {
      return loss / faces;
    }

    double accuracy() {
      return (double) correct / faces;
    }
  }

  private void writeCurves(List<EpochMetrics> metrics) {
    if (!metrics.isEmpty()) {
      try {
        TrainingCurves.write(run.path(), metrics);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
