package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.FerPlus;
import org.sezim.training.DetectorTrainer;
import org.sezim.training.Trainer;
import org.sezim.training.Training;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.recipe.Labels;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.EpochMetrics;
import org.sezim.training.run.Provenance;
import org.sezim.training.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sezim train}. */
@Command(
    name = "train",
    description = "Train a recipe's network; Ctrl-C stops it, --resume goes on.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "What to train, such as recipes/paper-cnn.yaml.")
  Path recipe;

  @Mixin DataOption data;

  @Option(
      names = "--teacher",
      paramLabel = "FILE",
      description =
          "The model to learn from. For a recipe with distillation: an emotion model; given several"
              + " times, the mean of them. For a face detector: a face model, such as an official YuNet; --data is then the folder of"
              + " the recipe's folders of pictures.")
  List<Path> teachers = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run's folder (default: runs/NAME, then runs/NAME-2, …).")
  Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with a run that was stopped, bit for bit as if it had not been.")
  Path resume;

  @Option(names = "--epochs", paramLabel = "N", description = "Instead of the recipe's.")
  Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Instead of the recipe's.")
  Integer batch;

  @Option(names = "--seed", paramLabel = "N", description = "Instead of the recipe's.")
  Long seed;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "float32 or bfloat16, instead of the recipe's.")
  Recipe.Precision precision;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "Validate on this share of Training, 0–1, instead of on PublicTest.")
  Double heldOut;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for libtorch (default: all cores).")
  Integer threads;

  @Override
  public Integer call() {
    boolean detector;
    if (resume != null) {
      requireNoOthers();
      detector = RunFolder.open(resume).isDetector();
    } else {
      if (recipe == null || data.source == null) {
        throw new ParameterException(
            spec.commandLine(), "expected --recipe and --data, or --resume RUN");
      }
      detector = DetectorRecipe.isOne(recipe);
    }
    return train(detector);
  }

  private int train(boolean detector) {
    PrintWriter err = spec.commandLine().getErr();
    Training training;
    if (detector) {
      training = resume == null ? startDetector() : resumeDetector();
    } else {
      training = resume == null ? start(err) : resume(err);
    }
    RunFolder run = training.run();
    AtomicBoolean stop = new AtomicBoolean();
    boolean finished;
    try (Interrupt interrupt = new Interrupt(stop);
        TrainingProgress progress = new TrainingProgress(err, detector ? "canvases" : "images")) {
      err.println("training in " + run.path() + ", Ctrl-C stops it");
      finished = training.train(progress, stop::get);
    }
    if (!finished) {
      return stopped(run, detector ? run.detectorMetrics().size() : run.metrics().size());
    }
    if (detector) {
      printAgreement(run);
    } else {
      printAccuracy(run);
    }
    return 0;
  }

  private void printAccuracy(RunFolder run) {
    EpochMetrics kept = EpochMetrics.kept(run.recipe().select(), run.metrics()).orElseThrow();
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "%s: validation accuracy %.2f %% (epoch %d of %d)%n",
            run.model(),
            kept.validationAccuracy() * 100,
            kept.epoch(),
            run.recipe().epochs());
  }

  private void printAgreement(RunFolder run) {
    List<DetectorMetrics> metrics = run.detectorMetrics();
    PrintWriter out = spec.commandLine().getOut();
    out.println(run.model() + ": against the teacher on pictures held out");
    metrics
        .get(metrics.size() - 1)
        .agreement()
        .forEach((folder, agreement) -> out.println("  " + folder + ": " + agreement.describe()));
  }

  private int stopped(RunFolder run, int epochs) {
    spec.commandLine()
        .getErr()
        .println(
            "stopped after epoch " + epochs + "; go on with: ./sezim train --resume " + run.path());
    return Interrupt.CODE;
  }

  private DetectorTrainer startDetector() {
    if (teachers.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "a face detector learns from another: expected one --teacher FILE, found "
              + teachers.size());
    }
    if (data.votes != null || data.skipBadRows || heldOut != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--votes, --skip-bad-rows and --held-out are for emotion networks; the recipe trains a"
              + " face detector");
    }
    DetectorRecipe r = DetectorRecipe.read(recipe);
    r = epochs == null ? r : r.withEpochs(epochs);
    r = batch == null ? r : r.withBatch(batch);
    r = seed == null ? r : r.withSeed(seed);
    r = precision == null ? r : r.withPrecision(precision);
    return DetectorTrainer.start(target(r.name()), r, data.source, teachers.get(0));
  }

  private DetectorTrainer resumeDetector() {
    RunFolder run = RunFolder.open(resume);
    Provenance.Data began = run.provenance().data();
    return DetectorTrainer.resume(
        run,
        data.source == null ? Path.of(began.source()) : data.source,
        teachers.isEmpty() ? Path.of(began.teachers().get(0)) : teachers.get(0));
  }

  private Trainer.Target target(String name) {
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new Trainer.Target(out == null ? freeFolder(name) : out, Main.typed(spec), cores);
  }

  private Trainer start(PrintWriter err) {
    Recipe r = Recipe.read(recipe);
    r = epochs == null ? r : r.withEpochs(epochs);
    r = batch == null ? r : r.withBatch(batch);
    r = seed == null ? r : r.withSeed(seed);
    r = precision == null ? r : r.withPrecision(precision);
    r = heldOut == null ? r : r.withHeldOut(heldOut);
    if (teachers.isEmpty() == r.distillation() > 0) {
      throw new ParameterException(
          spec.commandLine(),
          teachers.isEmpty()
              ? "the recipe has distillation, it learns from a model too: expected --teacher FILE"
              : "the recipe has no distillation, it learns from labels: expected no --teacher");
    }
    DatasetOptions options = options(r, data.votes, data.skipBadRows);
    FaceDataset faces = DataOption.read(data.source, options, err);
    return Trainer.start(target(r.name()), r, faces, teachers);
  }

  private void requireNoOthers() {
    List<String> keep = List.of("--resume", "--data", "--votes", "--teacher", "--verbose");
    List<String> others = new ArrayList<>();
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> !keep.contains(name))
        .forEach(others::add);
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with the run's own settings; found " + String.join(", ", others));
    }
  }

  private Trainer resume(PrintWriter err) {
    RunFolder run = RunFolder.open(resume);
    Provenance.Data began = run.provenance().data();
    Path source = data.source == null ? Path.of(began.source()) : data.source;
    Path votes = data.votes == null && began.votes() != null ? Path.of(began.votes()) : data.votes;
    DatasetOptions options = options(run.recipe(), votes, began.skipBadRows());
    FaceDataset faces = DataOption.read(source, options, err);
    return teachers.isEmpty() ? Trainer.resume(run, faces) : Trainer.resume(run, faces, teachers);
  }

  private DatasetOptions options(Recipe r, Path votes, boolean skipBadRows) {
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(skipBadRows);
    boolean ferPlus = r.labels().source() == Labels.Source.FERPLUS;
    if (ferPlus != (votes != null)) {
      throw new ParameterException(
          spec.commandLine(),
          ferPlus
              ? "the recipe's labels are FER+: expected --votes fer2013new.csv"
              : "the recipe's labels are the data set's own: expected no --votes, found " + votes);
    }
    if (!ferPlus) {
      return options;
    }
    return options.withVotes(new FerPlus(votes, r.labels().classes(), r.labels().mode()));
  }

  private static Path freeFolder(String name) {
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }
}
