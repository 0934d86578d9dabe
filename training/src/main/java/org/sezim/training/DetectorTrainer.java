package org.sezim.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.sezim.FaceDetector;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.training.detector.DetectionLoss;
import org.sezim.training.detector.DetectorMetrics;
import org.sezim.training.detector.Examiner;
import org.sezim.training.detector.FaceNetwork;
import org.sezim.training.detector.Lessons;
import org.sezim.training.detector.PictureSet;
import org.sezim.training.evaluate.DetectionMetrics;
import org.sezim.training.onnx.OnnxExporter;
import org.sezim.training.recipe.DetectorRecipe;

/**
 * Trains a face detector: canvases made of photographs, and the answers of a teacher, a face model
 * of the same contract, at every place of them. As repeatable as {@link Trainer}, and as safe to
 * kill.
 */
public final class DetectorTrainer {
  private final RunFolder run;
  private final DetectorRecipe recipe;
  private final PictureSet pictures;
  private final Path teacher;

  private DetectorTrainer(RunFolder run, PictureSet pictures, Path teacher) {
    this.run = run;
    this.recipe = run.detectorRecipe();
    this.pictures = pictures;
    this.teacher = teacher;
  }

  /**
   * Prepares a new run.
   *
   * @param data the folder of the recipe's folders of pictures
   * @param teacher an ONNX file of the face-model contract
   * @throws SezimException if the target's folder holds files, or pictures are missing
   */
  public static DetectorTrainer start(
      Trainer.Target target, DetectorRecipe recipe, Path data, Path teacher) {
    PictureSet pictures = PictureSet.list(data, recipe.pictures());
    Provenance provenance =
        Provenance.now(target.command(), pictures, teacher, recipe.seed(), target.threads());
    return new DetectorTrainer(
        RunFolder.create(target.folder(), recipe.toYaml(), provenance), pictures, teacher);
  }

  /**
   * Prepares to go on with a run that was stopped.
   *
   * @throws SezimException if pictures or teacher are not those that the run began with
   */
  public static DetectorTrainer resume(RunFolder run, Path data, Path teacher) {
    Provenance provenance = run.provenance();
    PictureSet pictures = PictureSet.list(data, run.detectorRecipe().pictures());
    provenance.data().requireSame(pictures, teacher);
    run.writeProvenance(provenance.resumed());
    return new DetectorTrainer(run, pictures, teacher);
  }

  /** The run's folder. */
  public RunFolder run() {
    return run;
  }

  /**
   * Trains until all epochs are done or {@code stop} says so. After each epoch {@code model.onnx}
   * holds what was reached, and its agreement with the teacher on the pictures held out.
   *
   * @param stop asked after each step
   * @return whether all epochs are done
   * @throws SezimException if the loss is not a finite number; the last checkpoint stays
   */
  public boolean train(DetectorListener listener, BooleanSupplier stop) {
    torch.set_num_threads(run.provenance().threads());
    try (PointerScope scope = new PointerScope();
        Lessons lessons = new Lessons(pictures, recipe.canvas(), teacher);
        Examiner examiner = new Examiner(teacher);
        FaceNetwork network = network(recipe)) {
      Optimizer optimizer = Optimizers.create(recipe.optimizer(), network.parameters());
      int done = 0;
      if (Files.exists(run.checkpoint())) {
        done = Checkpoint.load(run.checkpoint(), network.state(), optimizer);
      }
      // A kill between metrics and checkpoint leaves a line too many: that epoch runs again.
      List<DetectorMetrics> metrics =
          new ArrayList<>(run.detectorMetrics().stream().limit(done).toList());
      listener.start(done, recipe.epochs(), recipe.steps() * recipe.batch());
      for (int epoch = done + 1; epoch <= recipe.epochs(); epoch++) {
        long start = System.nanoTime();
        double loss = trainEpoch(network, optimizer, lessons, epoch, listener, stop);
        if (Double.isNaN(loss)) {
          return false;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int canvases = recipe.steps() * recipe.batch();
        run.write("model.onnx", OnnxExporter.export(network, Map.of()));
        Map<String, DetectionMetrics> agreement = new LinkedHashMap<>();
        try (FaceDetector detector = FaceDetector.load(run.model(), 1)) {
          pictures
              .heldOut()
              .forEach((folder, files) -> agreement.put(folder, examiner.examine(detector, files)));
        }
        DetectorMetrics m = new DetectorMetrics(epoch, loss, agreement);
        metrics.add(m);
        run.writeText("metrics.csv", DetectorMetrics.csv(metrics));
        // The checkpoint comes last: what it speaks of is then on disk.
        Checkpoint.save(run.checkpoint(), network.state(), optimizer, epoch);
        run.appendTiming(epoch, seconds, canvases / seconds);
        listener.epoch(m, canvases / seconds);
      }
      run.write("model.onnx", export(run));
      return true;
    }
  }

  private static FaceNetwork network(DetectorRecipe recipe) {
    return new FaceNetwork(
        recipe.layout(), Streams.seed(recipe.seed(), Streams.Purpose.WEIGHTS, 0));
  }

  /** The mean loss; not a number if stopped. */
  private double trainEpoch(
      FaceNetwork network,
      Optimizer optimizer,
      Lessons lessons,
      int epoch,
      DetectorListener listener,
      BooleanSupplier stop) {
    long seed = Streams.seed(recipe.seed(), Streams.Purpose.CANVASES, epoch);
    double sum = 0;
    for (int step = 0; step < recipe.steps(); step++) {
      Optimizers.setCosine(
          optimizer,
          recipe.optimizer().learningRate(),
          recipe.warmup(),
          (long) (epoch - 1) * recipe.steps() + step,
          (long) recipe.epochs() * recipe.steps());
      long first = seed + (long) step * recipe.batch();
      try (PointerScope scope = new PointerScope()) {
        Lessons.Batch batch = lessons.batch(recipe.batch(), i -> first + i);
        Tensor loss =
            DetectionLoss.of(
                Autocast.run(recipe.precision(), () -> network.values(batch.pictures(), true)),
                batch.targets());
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        double value = loss.item_double();
        if (!Double.isFinite(value)) {
          throw diverged(epoch, value);
        }
        sum += value;
      }
      listener.step(epoch, recipe.batch(), sum / (step + 1));
      if (stop.getAsBoolean()) {
        return Double.NaN;
      }
    }
    return sum / recipe.steps();
  }

  private SezimException diverged(int epoch, double value) {
    String rule =
        "epoch "
            + epoch
            + ": expected a finite loss, found "
            + value
            + "; the checkpoint before it is kept; try a smaller learning rate than "
            + recipe.optimizer().learningRate();
    run.writeText("diverged.txt", rule);
    return new SezimException(run.path().toString(), rule);
  }

  /**
   * The last epoch of a run as an ONNX file, with where it comes from in its metadata. Needs no
   * pictures; the same run gives the same bytes.
   *
   * @throws SezimException if no epoch is finished
   */
  public static byte[] export(RunFolder run) {
    DetectorRecipe recipe = run.detectorRecipe();
    Provenance provenance = run.provenance();
    List<DetectorMetrics> metrics = run.detectorMetrics();
    if (metrics.isEmpty()) {
      throw new SezimException(run.path().toString(), "no epoch is finished yet");
    }
    try (PointerScope scope = new PointerScope();
        FaceNetwork network = network(recipe)) {
      Optimizer optimizer = Optimizers.create(recipe.optimizer(), network.parameters());
      int epoch = Checkpoint.load(run.checkpoint(), network.state(), optimizer);
      Map<String, String> card = new LinkedHashMap<>();
      card.put("name", recipe.name() + " " + Sezim.version());
      card.put("tool", "sezim " + provenance.versions().get("sezim"));
      card.put("recipe", recipe.toYaml());
      card.put("seed", Long.toString(recipe.seed()));
      card.put("parameters", Long.toString(network.parameterCount()));
      card.put("dataset.sha256", provenance.data().sha256());
      card.put("dataset.pictures", provenance.data().describeFaces());
      card.put("teacher.sha256", provenance.data().teacherSha256().get(0));
      card.put("metrics.epoch", epoch + " of " + recipe.epochs());
      metrics
          .get(epoch - 1)
          .agreement()
          .forEach((folder, agreement) -> card.put("metrics." + folder, agreement.describe()));
      card.put(
          "licence",
          "Weights: Apache-2.0 as far as the rights of their makers go; distilled from OpenCV"
              + " Zoo's YuNet (MIT). The photographs carry their own terms; none is inside.");
      return OnnxExporter.export(network, card);
    }
  }
}
