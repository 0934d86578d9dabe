package org.sezim.spark;

import java.io.Serializable;
import org.sezim.EmotionRecognizer;
import org.sezim.face.FaceDetector;
import org.sezim.internal.Require;

/**
 * Settings of a recognizer, as they travel from the driver to the tasks. The first four are those
 * of {@link FaceDetector.Options}, the others those of {@link EmotionRecognizer.Builder}.
 */
record RecognizerSettings(
    double minConfidence,
    double nmsThreshold,
    int maxSide,
    double minFaceSize,
    int tinyBelow,
    double minScore)
    implements Serializable {

  /** The defaults of {@link EmotionRecognizer#bundled}. */
  static final RecognizerSettings DEFAULT =
      new RecognizerSettings(FaceDetector.Options.DEFAULT, 24, 0.5);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  RecognizerSettings {
    Require.atLeast("tinyBelow", tinyBelow, 0);
    Require.fraction("minScore", minScore);
  }

  private RecognizerSettings(FaceDetector.Options detection, int tinyBelow, double minScore) {
    this(
        detection.minConfidence(),
        detection.nmsThreshold(),
        detection.maxSide(),
        detection.minFaceSize(),
        tinyBelow,
        minScore);
  }

  RecognizerSettings withDetection(FaceDetector.Options value) {
    return new RecognizerSettings(value, tinyBelow, minScore);
  }

  RecognizerSettings withTinyBelow(int value) {
    return new RecognizerSettings(detection(), value, minScore);
  }

  RecognizerSettings withMinScore(double value) {
    return new RecognizerSettings(detection(), tinyBelow, value);
  }

  private FaceDetector.Options detection() {
    return new FaceDetector.Options(minConfidence, nmsThreshold, maxSide, minFaceSize);
  }

  /** A builder of recognizers with these settings. */
  EmotionRecognizer.Builder recognizer() {
    return EmotionRecognizer.builder()
        .detection(detection())
        .tinyBelow(tinyBelow)
        .minScore(minScore);
  }
}
