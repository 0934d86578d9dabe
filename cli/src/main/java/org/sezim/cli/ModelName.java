package org.sezim.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sezim.EmotionRecognizer;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A model as typed: the name of a bundled model, otherwise a file. A file with the name of a
 * bundled model can be typed as {@code ./fer2013}.
 */
record ModelName(String typed) {
  static final ModelName DEFAULT = new ModelName(BundledModel.DEFAULT.label());

  /** Accepts names of bundled models and files; rejects words that are neither. */
  static final class Converter implements ITypeConverter<ModelName> {
    @Override
    public ModelName convert(String value) {
      ModelName name = new ModelName(value);
      if (name.bundled().isEmpty() && !Files.exists(name.file()) && !name.looksLikeFile()) {
        String names =
            Arrays.stream(BundledModel.values())
                .map(BundledModel::label)
                .collect(Collectors.joining(", "));
        throw new TypeConversionException(
            "expected " + names + " or an ONNX file, found " + Terminal.line(value));
      }
      return name;
    }
  }

  private Optional<BundledModel> bundled() {
    return Arrays.stream(BundledModel.values())
        .filter(model -> model.label().equals(typed))
        .findFirst();
  }

  /** Returns true if only a file can be meant, so that its absence is not wrong usage. */
  private boolean looksLikeFile() {
    return typed.endsWith(".onnx") || typed.contains("/") || typed.contains(File.separator);
  }

  Path file() {
    return Path.of(typed);
  }

  EmotionClassifier open() {
    return bundled()
        .map(EmotionClassifier::bundled)
        .orElseGet(() -> EmotionClassifier.load(file()));
  }

  /** A builder of a recognizer with this emotion model. */
  EmotionRecognizer.Builder recognizer() {
    EmotionRecognizer.Builder builder = EmotionRecognizer.builder();
    return bundled().map(builder::emotionModel).orElseGet(() -> builder.emotionModel(file()));
  }

  /** The name as {@code --help} prints it as a default. */
  @Override
  public String toString() {
    return typed;
  }
}
