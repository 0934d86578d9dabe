package org.sezim.cli;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.sezim.EmotionRecognizer;
import org.sezim.face.FaceDetector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What counts as a face: the same options for every command that detects faces. */
final class DetectionOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--min-confidence",
      paramLabel = "C",
      description = "Ignore detections with a confidence below this, 0 to 1 (default: 0.6).")
  Double minConfidence;

  @Option(
      names = "--nms-threshold",
      paramLabel = "T",
      description =
          "Of two detections whose boxes overlap by more than this (intersection over union, 0 to"
              + " 1), keep the surer (default: 0.3).")
  Double nmsThreshold;

  @Option(
      names = "--max-side",
      paramLabel = "PX",
      description =
          "Reduce larger photos to this longer side for the detection: 640 takes half the time and"
              + " misses the smallest faces (default: 960 pixels).")
  Integer maxSide;

  @Option(
      names = "--min-face-size",
      paramLabel = "PX",
      description = "Ignore faces narrower or lower than this (default: 0 pixels).")
  Double minFaceSize;

  @Option(
      names = "--tiny-below",
      paramLabel = "PX",
      description = "Mark faces with a longer side under this as tiny (default: 24 pixels).")
  Integer tinyBelow;

  /**
   * Hands them to a recogniser.
   *
   * @throws picocli.CommandLine.ParameterException if one is out of its range
   */
  void apply(EmotionRecognizer.Builder builder) {
    AtomicReference<FaceDetector.Options> detection =
        new AtomicReference<>(FaceDetector.Options.DEFAULT);
    set(detection, "--min-confidence", minConfidence, FaceDetector.Options::withMinConfidence);
    set(detection, "--nms-threshold", nmsThreshold, FaceDetector.Options::withNmsThreshold);
    set(detection, "--max-side", maxSide, FaceDetector.Options::withMaxSide);
    set(detection, "--min-face-size", minFaceSize, FaceDetector.Options::withMinFaceSize);
    builder.detection(detection.get());
    Options.apply(spec, "--tiny-below", tinyBelow, builder::tinyBelow);
  }

  private <T> void set(
      AtomicReference<FaceDetector.Options> options,
      String option,
      T value,
      BiFunction<FaceDetector.Options, T, FaceDetector.Options> with) {
    Options.apply(spec, option, value, v -> options.set(with.apply(options.get(), v)));
  }
}
