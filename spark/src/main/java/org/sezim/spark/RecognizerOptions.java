package org.sezim.spark;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sezim.face.FaceDetector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of face detection and marks, the same as those of {@code sezim recognize}. */
final class RecognizerOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--min-score",
      paramLabel = "S",
      description = "Mark emotions with a score below this, 0 to 1, as uncertain (default: 0.5).")
  @Nullable Double minScore;

  @Option(
      names = "--min-confidence",
      paramLabel = "C",
      description = "Ignore detections with a confidence below this, 0 to 1 (default: 0.6).")
  @Nullable Double minConfidence;

  @Option(
      names = "--nms-threshold",
      paramLabel = "T",
      description =
          "Of two boxes with an intersection over union above this, 0 to 1, keep only the more"
              + " confident one (default: 0.3).")
  @Nullable Double nmsThreshold;

  @Option(
      names = "--max-side",
      paramLabel = "PX",
      description =
          "Downscale larger photos to this longer side for detection; 640 takes half the time but"
              + " misses the smallest faces (default: 960 pixels).")
  @Nullable Integer maxSide;

  @Option(
      names = "--min-face-size",
      paramLabel = "PX",
      description = "Ignore faces whose width or height is below this (default: 0 pixels).")
  @Nullable Double minFaceSize;

  @Option(
      names = "--tiny-below",
      paramLabel = "PX",
      description = "Mark faces with a longer side below this as tiny (default: 24 pixels).")
  @Nullable Integer tinyBelow;

  /**
   * The settings that the options give.
   *
   * @throws ParameterException if a value is out of range
   */
  RecognizerSettings settings() {
    FaceDetector.Options detection = FaceDetector.Options.DEFAULT;
    detection =
        with("--min-confidence", minConfidence, detection, FaceDetector.Options::withMinConfidence);
    detection =
        with("--nms-threshold", nmsThreshold, detection, FaceDetector.Options::withNmsThreshold);
    detection = with("--max-side", maxSide, detection, FaceDetector.Options::withMaxSide);
    detection =
        with("--min-face-size", minFaceSize, detection, FaceDetector.Options::withMinFaceSize);
    RecognizerSettings settings = RecognizerSettings.DEFAULT.withDetection(detection);
    settings = with("--tiny-below", tinyBelow, settings, RecognizerSettings::withTinyBelow);
    return with("--min-score", minScore, settings, RecognizerSettings::withMinScore);
  }

  /** Settings changed by the value of an option, which an error names; null changes nothing. */
  private <S, T> S with(
      String option, @Nullable T value, S settings, BiFunction<? super S, ? super T, S> with) {
    if (value == null) {
      return settings;
    }
    try {
      return with.apply(settings, value);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), option + ("" + e.getMessage()).replaceFirst("^\\w+", ""));
    }
  }
}
