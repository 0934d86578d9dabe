package org.sezim.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.sezim.SezimException;
import org.sezim.dataset.Duplicates;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.internal.Require;
import org.sezim.training.export.ModelBuilder;
import org.sezim.training.network.Network;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.Checkpoint;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.Networks;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import org.sezim.training.run.SeedStreams;
import org.sezim.training.run.SplitMetrics;
import org.sezim.training.run.TrainingCurves;

/**
 * Trainer of emotion networks: trains a recipe's network on faces with libtorch on the CPU.
 *
 * <p>The same recipe, faces, machine and number of threads give the same bytes, whether or not the
 * run was stopped and resumed: every random number is derived from the seed, its purpose and the
 * epoch, and a checkpoint after each epoch holds the weights and the optimizer's state. Another
 * processor, number of threads or version of libtorch sums floats in another order and gives
 * another network.
 */
public final class Trainer implements Training {
  private final RunFolder run;
  private final Recipe recipe;
  private final FaceDataset data;
  private final LabeledFaces.HeldOut faces;
  private final List<Path> teachers;

  private Trainer(
      RunFolder run, FaceDataset data, LabeledFaces.HeldOut faces, List<Path> teachers) {
    this.run = run;
    this.recipe = run.recipe();
    this.data = data;
    this.faces = faces;
    this.teachers = List.copyOf(teachers);
  }

  /** Divides the faces into those to train on and those to validate on. */
  private static LabeledFaces.HeldOut faces(Recipe recipe, FaceDataset data) {
    LabeledFaces training = data.require(Split.TRAINING);
    if (recipe.heldOut() > 0) {
      long seed = SeedStreams.seed(recipe.seed(), SeedStreams.Purpose.HELD_OUT, 0);
      LabeledFaces.HeldOut parts = training.heldOut(recipe.heldOut(), seed);
      if (recipe.calibration() == Recipe.Calibration.NONE) {
        return parts;
      }
      // One face in six of FER-2013 has a copy; fitted to copies of faces trained on, the
      // temperature would be too low.
      int[] unique = Duplicates.between(parts.heldOut(), parts.kept()).unique();
      return new LabeledFaces.HeldOut(parts.kept(), parts.heldOut().subset(unique));
    }
    if (data.split(Split.PUBLIC_TEST).size() == 0) {
      throw new SezimException(
          data.source().toString(),
          "expected faces to validate on in split PublicTest (a folder's test/), found none; or"
              + " keep some of Training for it: --held-out 0.1");
    }
    return new LabeledFaces.HeldOut(training, data.split(Split.PUBLIC_TEST));
  }

  /**
   * Prepares a new run without teachers.
   *
   * @throws SezimException if the target's folder contains files, or the data lack a required split
   * @throws IllegalArgumentException if the recipe needs a teacher
   */
  public static Trainer start(Target target, Recipe recipe, FaceDataset data) {
    return start(target, recipe, data, List.of());
  }

  /**
   * Prepares a new run.
   *
   * @param teachers emotion models with the data's labels, for a recipe with distillation
   * @throws SezimException if the target's folder contains files, the data lack a required split,
   *     or a teacher is not an emotion model or has other labels
   * @throws IllegalArgumentException if there are teachers and the recipe has no distillation, or
   *     vice versa
   */
  public static Trainer start(Target target, Recipe recipe, FaceDataset data, List<Path> teachers) {
    if (teachers.isEmpty() == recipe.distillation() > 0) {
      throw new IllegalArgumentException(
          teachers.isEmpty()
              ? "distillation: expected a teacher, found none"
              : "distillation: expected more than 0, since there is a teacher, found 0");
    }
    teachers.forEach(file -> Distillation.requireLabels(file, data.labels()));
    Provenance provenance =
        Provenance.now(target.command(), data, teachers, recipe.seed(), target.threads());
    LabeledFaces.HeldOut faces = faces(recipe, data); // fails before the folder is created
    RunFolder run = RunFolder.create(target.folder(), recipe.toYaml(), provenance);
    return new Trainer(run, data, faces, teachers);
  }

  /**
   * Folder and environment of a new run.
   *
   * @param folder of the run; must not exist or be empty
   * @param command recorded as the command that started the run
   * @param threads for libtorch, at least 1
   */
  public record Target(Path folder, String command, int threads) {
    /** Checks the number of threads. */
    public Target {
      Require.atLeast("threads", threads, 1);
    }
  }

  /**
   * Prepares to resume a stopped run, with its teachers, if any, at their recorded paths.
   *
   * @throws SezimException if the data or the teachers are not those that the run began with
   */
  public static Trainer resume(RunFolder run, FaceDataset data) {
    return resume(
        run, data, run.provenance().data().teachers().stream().map(file -> Path.of(file)).toList());
  }

  /**
   * Prepares to resume a stopped run.
   *
   * @param teachers the teachers that the run began with, if any
   * @throws SezimException if the data or the teachers are not those that the run began with
   */
  public static Trainer resume(RunFolder run, FaceDataset data, List<Path> teachers) {
    Provenance provenance = run.provenance();
    provenance.data().requireSame(data, teachers);
    run.writeProvenance(provenance.resumed());
    return new Trainer(run, data, faces(run.recipe(), data), teachers);
  }

  @Override
  public RunFolder run() {
    return run;
  }

  /**
   * Prepares to extend a finished run by more epochs in a new folder; the result is bit for bit
   * that of a run with all epochs from the start.
   *
   * @param epochs number of epochs of the whole run
   * @throws SezimException if the target's folder contains files, or the data are not those of the
   *     run
   * @throws IllegalArgumentException if the learning rate's schedule depends on the epochs
   */
  public static Trainer extend(RunFolder finished, Target target, int epochs, FaceDataset data) {
    Recipe.Schedule schedule = finished.recipe().schedule();
    if (schedule != Recipe.Schedule.CONSTANT) {
      throw new IllegalArgumentException(
          "schedule: expected constant for a run to be extended, found " + schedule);
    }
    Recipe longer = finished.recipe().withEpochs(epochs);
    return resume(finished.copy(target.folder(), longer), data);
  }

  /**
   * Trains until all epochs are done or {@code stop} returns true; then writes the curves and, if
   * all are done, {@code model.onnx} from the epoch that the recipe selects.
   */
  @Override
  public boolean train(TrainingListener listener, BooleanSupplier stop) {
    torch.set_num_threads(run.provenance().threads());
    try (PointerScope scope = new PointerScope();
        Network network = Networks.fresh(run);
        Network averaged = Networks.fresh(run)) {
      Network exported = recipe.ema() > 0 ? averaged : network;
      EmotionLoop loop = new EmotionLoop(run, network, exported, faces, teachers, listener);
      boolean finished = loop.train(stop);
      if (finished) {
        ModelBuilder.finish(run, data, faces.kept(), faces.heldOut());
      }
      writeCurves(loop.metrics());
      return finished;
    }
  }

  /**
   * Evaluates the weights of the last epoch on every split of the data.
   *
   * @throws SezimException if there is no checkpoint
   */
  public static List<SplitMetrics> measureLast(RunFolder run, FaceDataset data) {
    torch.set_num_threads(run.provenance().threads());
    Recipe recipe = run.recipe();
    List<SplitMetrics> measured = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        Network network = Networks.fresh(run);
        Network averaged = Networks.fresh(run)) {
      Network exported = recipe.ema() > 0 ? averaged : network;
      Checkpoint.loadEpoch(run.checkpoint(), EmotionLoop.state(network, exported));
      for (Split split : Split.values()) {
        if (data.split(split).size() > 0) {
          EmotionLoop.Totals totals =
              EmotionLoop.validate(recipe, exported, FaceBatch.of(data.split(split)));
          measured.add(new SplitMetrics(split, totals.faces(), totals.loss(), totals.accuracy()));
        }
      }
    }
    return measured;
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
