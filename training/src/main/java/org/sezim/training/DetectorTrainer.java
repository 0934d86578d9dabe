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
 * Trains a face detector: canvases made of photographs, and the answers of a teacher, a face model
 * of the same contract, at every place of them. As repeatable as {@link Trainer}, and as safe to
 * kill.
 */
public final class DetectorTrainer implements Training {
  private final RunFolder run;
  private final DetectorRecipe recipe;
  private final ImageDataset pictures;
  private final Path teacher;

  private DetectorTrainer(RunFolder run, ImageDataset pictures, Path teacher) {
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
    ImageDataset pictures = ImageDataset.list(data, recipe.folders());
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
    ImageDataset pictures = ImageDataset.list(data, run.detectorRecipe().folders());
    provenance.data().requireSame(pictures, teacher);
    run.writeProvenance(provenance.resumed());
    return new DetectorTrainer(run, pictures, teacher);
  }

  @Override
  public RunFolder run() {
    return run;
  }

  /**
   * Trains until all epochs are done or {@code stop} says so. After each epoch {@code model.onnx}
   * holds what was reached, and {@code metrics.csv} its agreement with the teacher on the pictures
   * held out.
   */
  @Override
  public boolean train(TrainingListener listener, BooleanSupplier stop) {
    torch.set_num_threads(run.provenance().threads());
    try (PointerScope scope = new PointerScope();
        DetectorDataLoader lessons = new DetectorDataLoader(pictures, recipe.imageSize(), teacher);
        DetectorEvaluator examiner = new DetectorEvaluator(teacher);
        DetectorNetwork network = Networks.freshDetector(run)) {
      boolean finished = new Loop(network, lessons, examiner, listener).train(stop);
      if (finished) {
        run.write("model.onnx", DetectorExport.export(run));
      }
      return finished;
    }
  }

  /** The epochs and steps of a face detector. */
  private final class Loop extends EpochLoop<DetectorMetrics> {
    private final DetectorNetwork network;
    private final DetectorDataLoader lessons;
    private final DetectorEvaluator examiner;
    private double lossSum; // of the epoch that runs

    Loop(
        DetectorNetwork network,
        DetectorDataLoader lessons,
        DetectorEvaluator examiner,
        TrainingListener listener) {
      super(
          DetectorTrainer.this.run,
          listener,
          network.state(),
          Optimizers.create(recipe.optimizer(), network.parameters()),
          recipe.optimizer().learningRate(),
          recipe.epochs());
      this.network = network;
      this.lessons = lessons;
      this.examiner = examiner;
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
    int begin(int epoch) {
      lossSum = 0;
      return recipe.steps();
    }

    @Override
    Progress step(int epoch, int step) {
      Optimizers.setCosine(
          optimizer,
          recipe.optimizer().learningRate(),
          recipe.warmupSteps(),
          (long) (epoch - 1) * recipe.steps() + step,
          (long) recipe.epochs() * recipe.steps());
      long seed = SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.CANVASES, epoch);
      long first = seed + (long) step * recipe.batch();
      DetectorDataLoader.Batch batch = lessons.batch(recipe.batch(), i -> first + i);
      Tensor loss =
          DetectionLoss.of(
              Autocast.run(recipe.precision(), () -> network.values(batch.pictures(), true)),
              batch.targets());
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      lossSum += loss.item_double();
      return new Progress(recipe.batch(), lossSum / (step + 1), Double.NaN);
    }

    @Override
    DetectorMetrics measure(int epoch) {
      run.write("model.onnx", OnnxExporter.export(network, Map.of()));
      Map<String, DetectionMetrics> agreement = new LinkedHashMap<>();
      try (FaceDetector detector = FaceDetector.load(run.model(), 1)) {
        pictures
            .heldOut()
            .forEach((folder, files) -> agreement.put(folder, examiner.examine(detector, files)));
      }
      return new DetectorMetrics(epoch, lossSum / recipe.steps(), agreement);
    }

    @Override
    void write(List<DetectorMetrics> metrics) {
      run.writeText("metrics.csv", DetectorMetrics.csv(metrics));
    }

    @Override
    void report(DetectorMetrics last, double samplesPerSecond) {
      listener.epoch(last, samplesPerSecond);
    }
  }
}
