package org.sezim.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
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
      "Reproduce the study: run all experiments and report which of its claims hold.",
      "Ctrl-C stops; the same command continues, or rebuilds the report if all runs are finished."
    },
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
  /** The names of the experiments for {@code --help}. */
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
      description = "Folder for runs, figures and the report.")
  Path out;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      completionCandidates = Experiments.class,
      description = "Run only these experiments: ${COMPLETION-CANDIDATES}.")
  List<String> only = List.of();

  @Option(
      names = "--quick",
      description = "Use a few hundred faces and one or two epochs: a trial of under two minutes.")
  boolean quick;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Trainings at once, one thread each (default: the number of cores). It affects only the"
              + " measured times.")
  @Nullable Integer jobs;

  @Override
  public Integer call() throws IOException {
    Path source = data.require(spec);
    if (data.votes != null) {
      throw new ParameterException(
          spec.commandLine(), "the study uses the dataset's own labels: expected no --votes");
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
    FaceDataset faces = DataOption.read(source, options, err);
    AtomicBoolean stop = new AtomicBoolean();
    Reproduction.Outcome outcome;
    try (Interrupt interrupt = new Interrupt(stop);
        ReproductionProgress progress = new ReproductionProgress(err)) {
      outcome = Reproduction.run(faces, settings, progress, stop::get);
    }
    outcome.failures().forEach((run, why) -> err.println(run + ": " + why.getMessage()));
    if (stop.get()) {
      err.println("stopped; run the same command to continue");
      return Interrupt.CODE;
    }
    if (outcome.report().isEmpty()) {
      err.println("no experiment is complete, so there is no report");
    }
    outcome.report().ifPresent(spec.commandLine().getOut()::println);
    return outcome.failures().isEmpty() && outcome.report().isPresent() ? 0 : Main.FAILED;
  }
}
