package org.sezim.cli;

import java.nio.file.Path;
import org.sezim.EmotionClassifier;
import picocli.CommandLine.Option;

/** {@code --model}, the same for every command that reads faces. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "Emotion model as ONNX file (default: the one inside Sezim).")
  Path file;

  EmotionClassifier open() {
    return file == null ? EmotionClassifier.bundled() : EmotionClassifier.load(file);
  }
}
