package org.sezim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sezim.training.export.DetectorExport;
import org.sezim.training.export.ModelBuilder;
import org.sezim.training.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sezim export}. */
@Command(
    name = "export",
    description = "Export the model of a training run, finished or not, to ONNX.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "Run folder.")
  Path folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Output file (default: model.onnx in the run folder).")
  @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    RunFolder run = RunFolder.open(folder);
    Path target = out == null ? run.model() : out;
    byte[] model = run.isDetector() ? DetectorExport.export(run) : ModelBuilder.export(run);
    if (target.toAbsolutePath().getParent() != null) {
      Files.createDirectories(target.toAbsolutePath().getParent());
    }
    Files.write(target, model);
    spec.commandLine().getOut().println(target);
    return 0;
  }
}
