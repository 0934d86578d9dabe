package org.sezim.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sezim.EmotionClassifier;
import org.sezim.training.AverageFaces;
import org.sezim.training.data.FaceSet;
import org.sezim.training.data.Split;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sezim average-faces}. */
@Command(
    name = "average-faces",
    description = "Write one average face an emotion, made of many training faces: no person.",
    mixinStandardHelpOptions = true)
final class AverageFacesCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin ModelOption model;
  @Mixin DataOption data;

  @Option(
      names = "--faces",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "How many alike faces to average for an emotion, at least 10 (default:"
              + " ${DEFAULT-VALUE}).")
  int faces;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write <emotion>.png.")
  Path out;

  @Override
  public Integer call() throws IOException {
    data.require(spec);
    try (EmotionClassifier classifier = model.open()) {
      FaceSet training = data.readFor(classifier, spec).require(Split.TRAINING);
      AverageFaces.write(training, classifier, faces, out)
          .forEach(file -> spec.commandLine().getOut().println(file));
    }
    return 0;
  }
}
