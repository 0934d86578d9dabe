package org.sezim.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.sezim.SezimException;
import org.sezim.evaluation.DetectionMetrics;
import org.sezim.face.FaceDetector;
import org.sezim.training.detector.DetectionLoss;
import org.sezim.training.detector.DetectorDataLoader;
import org.sezim.training.detector.DetectorEvaluator;
import org.sezim.training.detector.DetectorNetwork;
import org.sezim.training.detector.ImageDataset;
import org.sezim.training.export.DetectorExport;
import org.sezim.training.export.OnnxExporter;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.Networks;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SeedStreams;

/**
 * Trainer of face detectors: the network learns from images generated from photos and the outputs
 * of a teacher, a model of the same contract, at every position. As reproducible as {@link
 * Trainer}, and as safe to kill.
 */
public final class DetectorTrainer implements Training {
  private final RunFolder run;
  private final DetectorRecipe recipe;
  private final ImageDataset photos;
  private final Path teacher;

  private DetectorTrainer(RunFolder run, ImageDataset photos, Path teacher) {
    this.run = run;
    this.recipe = run.detectorRecipe();
    this.photos = photos;
    this.teacher = teacher;
  }

  /**
   * Prepares a new run.
   *
   * @param data the parent of the recipe's photo folders
   * @param teacher an ONNX file of the face-model contract
   * @throws SezimException if the target's folder contains files, or photos are missing
   */
  public static DetectorTrainer start(
      Trainer.Target target, DetectorRecipe recipe, Path data, Path teacher) {
    ImageDataset photos = ImageDataset.list(data, recipe.folders());
    Provenance provenance =
        Provenance.now(target.command(), photos, teacher, recipe.seed(), target.threads());
    return new DetectorTrainer(
        RunFolder.create(target.folder(), recipe.toYaml(), provenance), photos, teacher);
  }

  /**
   * Prepares to resume a stopped run.
   *
   * @throws SezimException if photos or teacher are not those that the run began with
   */
  public static DetectorTrainer resume(RunFolder run, Path data, Path teacher) {
    Provenance provenance = run.provenance();
    ImageDataset photos = ImageDataset.list(data, run.detectorRecipe().folders());
    provenance.data().requireSame(photos, teacher);
    run.writeProvenance(provenance.resumed());
    return new DetectorTrainer(run, photos, teacher);
  }

  @Override
  public RunFolder run() {
    return run;
  }

  /**
   * Trains until all epochs are done or {@code stop} returns true. After each epoch, {@code
   * model.onnx} contains the current weights, and {@code metrics.csv} the agreement with the
   * teacher on the held-out photos.
   */
  @Override
  public boolean train(TrainingListener listener, BooleanSupplier stop) {
    torch.set_num_threads(run.provenance().threads());
    try (PointerScope scope = new PointerScope();
        DetectorDataLoader loader = new DetectorDataLoader(photos, recipe.imageSize(), teacher);
        DetectorEvaluator evaluator = new DetectorEvaluator(teacher);
        DetectorNetwork network = Networks.freshDetector(run)) {
      boolean finished = new Loop(network, loader, evaluator, listener).train(stop);
      if (finished) {
        run.write("model.onnx", DetectorExport.export(run));
      }
      return finished;
    }
  }

  /** Training loop of a face detector. */
  private final class Loop extends EpochLoop<DetectorMetrics> {
    private final DetectorNetwork network;
    private final DetectorDataLoader loader;
    private final DetectorEvaluator evaluator;

    Loop(
        DetectorNetwork network,
        DetectorDataLoader loader,
        DetectorEvaluator evaluator,
        TrainingListener listener) {
      super(
          DetectorTrainer.this.run,
          listener,
          network.state(),
          Optimizers.create(recipe.optimizer(), network.parameters()),
          recipe.optimizer().learningRate(),
          recipe.epochs());
      this.network = network;
      this.loader = loader;
      this.evaluator = evaluator;
    }

    @Override
    List<DetectorMetrics> written() {
      return run.detectorMetrics();
    }

    @Override
    int prepare(int epochsDone) {
      return recipe.steps() * recipe.batch();
    }

    @Override
    Epoch<DetectorMetrics> begin(int epoch) {
      return new DetectorEpoch(epoch);
    }

    @Override
    void write(List<DetectorMetrics> metrics) {
      run.writeText("metrics.csv", DetectorMetrics.csv(metrics));
    }

    @Override
    void report(DetectorMetrics last, double samplesPerSecond) {
      listener.epoch(last, samplesPerSecond);
    }

    private final class DetectorEpoch implements Epoch<DetectorMetrics> {
      private final int number;
      private final long seed;
      private double lossSum;

      DetectorEpoch(int number) {
        this.number = number;
        this.seed = SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.MOSAICS, number);
      }

      @Override
      public int steps() {
        return recipe.steps();
      }

      @Override
      public Progress step(int step) {
        Optimizers.setCosine(
            optimizer,
            recipe.optimizer().learningRate(),
            recipe.warmupSteps(),
            (long) (number - 1) * recipe.steps() + step,
            (long) recipe.epochs() * recipe.steps());
        long first = seed + (long) step * recipe.batch();
        DetectorDataLoader.Batch batch = loader.batch(recipe.batch(), i -> first + i);
        Tensor loss =
            DetectionLoss.of(
                Autocast.run(recipe.precision(), () -> network.values(batch.images(), true)),
                batch.targets());
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        lossSum += loss.item_double();
        return new Progress(recipe.batch(), lossSum / (step + 1), Double.NaN);
      }

      @Override
      public DetectorMetrics measure() {
        run.write("model.onnx", OnnxExporter.export(network, Map.of()));
        Map<String, DetectionMetrics> agreement = new LinkedHashMap<>();
        try (FaceDetector detector = FaceDetector.load(run.model(), 1)) {
          photos
              .heldOut()
              .forEach(
                  (folder, files) -> agreement.put(folder, evaluator.evaluate(detector, files)));
        }
        return new DetectorMetrics(number, lossSum / recipe.steps(), agreement);
      }
    }
  }
}
