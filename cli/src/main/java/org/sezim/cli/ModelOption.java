package org.sezim.cli;

import picocli.CommandLine.Option;

/** {@code --model}, the same for every command that reads faces. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "NAME|FILE",
      converter = ModelName.Converter.class,
      description =
          "Emotion model: fer2013 (learnt from FER-2013's own labels) or ferplus (from FER+ votes),"
              + " both inside Sezim, or an ONNX file (default: ${DEFAULT-VALUE}).")
  ModelName name = ModelName.DEFAULT;
}
