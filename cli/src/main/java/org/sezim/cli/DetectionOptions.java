package org.sezim.cli;

import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.face.FaceDetector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of the face detection, shared by all commands that detect faces. */
final class DetectionOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

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
   * Applies the given options to a recognizer.
   *
   * @throws picocli.CommandLine.ParameterException if a value is out of range
   */
  void apply(EmotionRecognizer.Builder builder) {
    FaceDetector.Options options = FaceDetector.Options.DEFAULT;
    options =
        Options.with(
            spec,
            "--min-confidence",
            minConfidence,
            options,
            FaceDetector.Options::withMinConfidence);
    options =
        Options.with(
            spec, "--nms-threshold", nmsThreshold, options, FaceDetector.Options::withNmsThreshold);
    options = Options.with(spec, "--max-side", maxSide, options, FaceDetector.Options::withMaxSide);
    options =
        Options.with(
            spec, "--min-face-size", minFaceSize, options, FaceDetector.Options::withMinFaceSize);
    builder.detection(options);
    Options.apply(spec, "--tiny-below", tinyBelow, builder::tinyBelow);
  }
}
