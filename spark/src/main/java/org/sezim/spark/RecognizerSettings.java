package org.sezim.spark;

import java.io.Serializable;
import org.apache.spark.SparkConf;
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
   * @throws IllegalArgumentException if tinyBelow or minScore is out of its range
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

  /**
   * The settings of this process's Spark application: {@code spark.sezim.minConfidence} and so on.
   *
   * @throws IllegalArgumentException if a value is not a number or out of its range
   */
  static RecognizerSettings of(SparkConf conf) {
    String prefix = "spark.sezim.";
    return new RecognizerSettings(
        new FaceDetector.Options(
            conf.getDouble(prefix + "minConfidence", DEFAULT.minConfidence),
            conf.getDouble(prefix + "nmsThreshold", DEFAULT.nmsThreshold),
            conf.getInt(prefix + "maxSide", DEFAULT.maxSide),
            conf.getDouble(prefix + "minFaceSize", DEFAULT.minFaceSize)),
        conf.getInt(prefix + "tinyBelow", DEFAULT.tinyBelow),
        conf.getDouble(prefix + "minScore", DEFAULT.minScore));
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
