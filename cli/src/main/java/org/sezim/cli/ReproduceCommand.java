package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.reproduction.Reproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sezim reproduce}. */
@Command(
    name = "reproduce",
    description = {
      "Repeat the study: every experiment, one report of which claims hold.",
      "Ctrl-C stops it; the same command goes on, and rebuilds the report when all is trained."
    },
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
  /** The names for {@code --help}. */
  static final class Experiments extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Experiments() {
      super(Reproduction.experiments());
    }
  }

  @Spec CommandSpec spec;
  @Mixin DataOption data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where runs, figures and report go.")
  Path out;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      completionCandidates = Experiments.class,
      description = "Train for these experiments alone: ${COMPLETION-CANDIDATES}.")
  List<String> only = List.of();

  @Option(
      names = "--quick",
      description = "A few hundred faces, an epoch or two: a first look, in under two minutes.")
  boolean quick;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Trainings at once, each on one thread (default: one a core). No figure but times depends"
              + " on it.")
  Integer jobs;

  @Override
  public Integer call() throws IOException {
    data.require(spec);
    if (data.votes != null) {
      throw new ParameterException(
          spec.commandLine(), "the study's labels are the data set's own: expected no --votes");
    }
    PrintWriter err = spec.commandLine().getErr();
    Reproduction.Settings settings =
        new Reproduction.Settings(
            out,
            only,
            quick,
            jobs == null ? Runtime.getRuntime().availableProcessors() : jobs,
            Main.typed(spec));
    DatasetOptions options = DatasetOptions.defaults().withSkipBadRows(data.skipBadRows);
    FaceDataset faces = DataOption.read(data.source, options, err);
    AtomicBoolean stop = new AtomicBoolean();
    Reproduction.Outcome outcome;
    try (Interrupt interrupt = new Interrupt(stop);
        ReproductionProgress progress = new ReproductionProgress(err)) {
      outcome = Reproduction.run(faces, settings, progress, stop::get);
    }
    outcome.failures().forEach((run, why) -> err.println(run + ": " + why.getMessage()));
    if (stop.get()) {
      err.println("stopped; the same command goes on");
      return Interrupt.CODE;
    }
    if (outcome.report().isEmpty()) {
      err.println("no experiment is complete, so there is no report");
    }
    outcome.report().ifPresent(spec.commandLine().getOut()::println);
    return outcome.failures().isEmpty() && outcome.report().isPresent() ? 0 : Main.FAILED;
  }
}
