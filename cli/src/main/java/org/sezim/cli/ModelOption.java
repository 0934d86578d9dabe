package org.sezim.cli;

import picocli.CommandLine.Option;

/** {@code --model}, shared by all commands that classify faces. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      converter = ModelName.Converter.class,
      description =
          "Emotion model: fer2013 (trained on FER-2013's labels), ferplus (trained on FER+ votes),"
              + " or an ONNX file (default: ${DEFAULT-VALUE}).")
  ModelName name = ModelName.DEFAULT;
}
