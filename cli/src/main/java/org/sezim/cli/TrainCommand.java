package org.sezim.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sezim train}. */
@Command(
    name = "train",
    description = "Train the network of a recipe. Ctrl-C stops; --resume continues.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "Recipe to train, for example recipes/paper-cnn.yaml.")
  @Nullable Path recipe;

  @Mixin DataOption data;

  @Option(
      names = "--teacher",
      paramLabel = "FILE",
      description =
          "Teacher model for distillation, an ONNX file. Emotion models: repeat the option to"
              + " average several teachers. Face detectors: a detector such as the official YuNet;"
              + " --data is then the folder that holds the recipe's photo folders.")
  List<Path> teachers = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run folder (default: runs/NAME, then runs/NAME-2, …).")
  @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue a stopped run; the result is bit-identical to an uninterrupted run.")
  @Nullable Path resume;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of epochs, instead of the recipe's.")
  @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Batch size, instead of the recipe's.")
  @Nullable Integer batch;

  @Option(names = "--seed", paramLabel = "N", description = "Random seed, instead of the recipe's.")
  @Nullable Long seed;

  @Option(
      names = "--precision",
      paramLabel = "P",
      converter = PrecisionConverter.class,
      description = "float32 or bfloat16, instead of the recipe's.")
  Recipe.@Nullable Precision precision;

  @Option(
      names = "--held-out",
      paramLabel = "SHARE",
      description = "Validate on this share of Training, 0 to 1, instead of on PublicTest.")
  @Nullable Double heldOut;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for libtorch (default: the number of cores).")
  @Nullable Integer threads;

  /** Converts {@code float32} or {@code bfloat16}, in any case. */
  static final class PrecisionConverter implements ITypeConverter<Recipe.Precision> {
    @Override
    public Recipe.Precision convert(String value) {
      return Arrays.stream(Recipe.Precision.values())
          .filter(precision -> precision.name().equalsIgnoreCase(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected float32 or bfloat16, found " + Terminal.line(value)));
    }
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (resume != null) {
      requireNoOthers();
      RunFolder run = RunFolder.open(resume);
      boolean detector = run.isDetector();
      return train(detector ? resumeDetector(run) : resume(run, err), detector, err);
    }
    if (recipe == null || data.source == null) {
      throw new ParameterException(
          spec.commandLine(), "expected --recipe and --data, or --resume RUN");
    }
    boolean detector = DetectorRecipe.isOne(recipe);
    return train(
        detector ? startDetector(recipe, data.source) : start(recipe, data.source, err),
        detector,
        err);
  }

  private int train(Training training, boolean detector, PrintWriter err) {
    RunFolder run = training.run();
    AtomicBoolean stop = new AtomicBoolean();
    boolean finished;
    try (Interrupt interrupt = new Interrupt(stop);
        TrainingProgress progress = new TrainingProgress(err, "images")) {
      err.println("training in " + run.path() + "; Ctrl-C stops");
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
    out.println(run.model() + ": agreement with the teacher on held-out photos");
    metrics
        .get(metrics.size() - 1)
        .agreement()
        .forEach((folder, agreement) -> out.println("  " + folder + ": " + agreement.describe()));
  }

  private int stopped(RunFolder run, int epochs) {
    spec.commandLine()
        .getErr()
        .println(
            "stopped after epoch "
                + epochs
                + "; continue with: ./sezim train --resume "
                + run.path());
    return Interrupt.CODE;
  }

  private DetectorTrainer startDetector(Path file, Path photos) {
    if (teachers.size() != 1) {
      throw new ParameterException(
          spec.commandLine(),
          "a face detector is distilled from a teacher: expected one --teacher FILE, found "
              + teachers.size());
    }
    if (data.votes != null || data.skipBadRows || heldOut != null) {
      throw new ParameterException(
          spec.commandLine(),
          "the recipe trains a face detector: expected no --votes, --skip-bad-rows or --held-out");
    }
    DetectorRecipe r = DetectorRecipe.read(file);
    r = epochs == null ? r : r.withEpochs(epochs);
    r = batch == null ? r : r.withBatch(batch);
    r = seed == null ? r : r.withSeed(seed);
    r = precision == null ? r : r.withPrecision(precision);
    return DetectorTrainer.start(target(r.name()), r, photos, teachers.get(0));
  }

  private DetectorTrainer resumeDetector(RunFolder run) {
    Provenance.Data original = run.provenance().data();
    return DetectorTrainer.resume(
        run,
        data.source == null ? Path.of(original.source()) : data.source,
        teachers.isEmpty() ? Path.of(original.teachers().get(0)) : teachers.get(0));
  }

  private Trainer.Target target(String name) {
    int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    return new Trainer.Target(out == null ? freeFolder(name) : out, Main.typed(spec), cores);
  }

  private Trainer start(Path file, Path source, PrintWriter err) {
    Recipe r = Recipe.read(file);
    r = epochs == null ? r : r.withEpochs(epochs);
    r = batch == null ? r : r.withBatch(batch);
    r = seed == null ? r : r.withSeed(seed);
    r = precision == null ? r : r.withPrecision(precision);
    r = heldOut == null ? r : r.withHeldOut(heldOut);
    if (teachers.isEmpty() == r.distillation() > 0) {
      throw new ParameterException(
          spec.commandLine(),
          teachers.isEmpty()
              ? "the recipe uses distillation: expected --teacher FILE"
              : "the recipe uses no distillation: expected no --teacher");
    }
    DatasetOptions options = options(r, data.votes, data.skipBadRows);
    FaceDataset faces = DataOption.read(source, options, err);
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
          "--resume uses the settings of the run: expected no " + String.join(", ", others));
    }
  }

  private Trainer resume(RunFolder run, PrintWriter err) {
    Provenance.Data original = run.provenance().data();
    Path source = data.source == null ? Path.of(original.source()) : data.source;
    Path votes = data.votes;
    if (votes == null && original.votes() != null) {
      votes = Path.of(original.votes());
    }
    DatasetOptions options = options(run.recipe(), votes, original.skipBadRows());
    FaceDataset faces = DataOption.read(source, options, err);
    return teachers.isEmpty() ? Trainer.resume(run, faces) : Trainer.resume(run, faces, teachers);
  }

  private DatasetOptions options(Recipe r, @Nullable Path votes, boolean skipBadRows) {
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(skipBadRows);
    boolean ferPlus = r.labels().source() == Labels.Source.FERPLUS;
    if (ferPlus != (votes != null)) {
      throw new ParameterException(
          spec.commandLine(),
          ferPlus
              ? "the recipe uses FER+ labels: expected --votes fer2013new.csv"
              : "the recipe uses the dataset's own labels: expected no --votes, found " + votes);
    }
    return votes == null ? options : options.withVotes(r.labels().ferPlus(votes));
  }

  private static Path freeFolder(String name) {
    Path folder = Path.of("runs", name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of("runs", name + "-" + i);
    }
    return folder;
  }
}
