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
    return open(file);
  }

  /** The model in a file, or the one inside Sezim for null. */
  static EmotionClassifier open(Path file) {
    return file == null ? EmotionClassifier.bundled() : EmotionClassifier.load(file);
  }
}
