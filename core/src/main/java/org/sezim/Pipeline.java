package org.sezim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.FaceDetector;
import org.sezim.face.Landmarks;
import org.sezim.image.Photo;
import org.sezim.internal.DynamicBatcher;
import org.sezim.internal.ModelFile;

/**
 * Detector, cropping and classifier in sequence, with all faces of a photo in one batch. Each
 * pipeline has its own sessions. Safe to share between threads; the owner closes it.
 */
final class Pipeline implements AutoCloseable {
  private final EmotionClassifier classifier;

  /** Null if each photo is one face. */
  private final @Nullable FaceDetector detector;

  private final Function<List<FaceCrop>, List<EmotionScores>> scorer;
  private final Settings settings;

  /**
   * @param tinyBelow in pixels; faces whose box's longer side is shorter are tiny
   * @param minScore 0–1; faces whose best score is lower are uncertain
   * @param batchSizes receives the size of each run with dynamic batching; null without
   */
  record Settings(
      FaceDetector.Options detection,
      int tinyBelow,
      double minScore,
      @Nullable IntConsumer batchSizes) {}

  private Pipeline(
      EmotionClassifier classifier, @Nullable FaceDetector detector, Settings settings) {
    this.classifier = classifier;
    this.detector = detector;
    this.settings = settings;
    Function<List<FaceCrop>, List<EmotionScores>> classify = classifier::classify;
    IntConsumer batchSizes = settings.batchSizes();
    scorer = batchSizes == null ? classify : new DynamicBatcher<>(classify, batchSizes)::run;
  }

  static Pipeline load(
      ModelFile emotionModel, @Nullable ModelFile faceModel, Settings settings, int threads) {
    EmotionClassifier classifier = emotionModel.load(EmotionClassifier::load, threads);
    try {
      FaceDetector detector =
          faceModel == null ? null : faceModel.load(FaceDetector::load, threads);
      return new Pipeline(classifier, detector, settings);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  EmotionClassifier classifier() {
    return classifier;
  }

  /**
   * @param source the photo's name in the result
   */
  Recognition recognize(Photo photo, String source) {
    List<Recognition.Face> faces =
        detector == null ? List.of(wholePhoto(photo)) : faces(photo, detector);
    String model = classifier.card().name();
    return new Recognition(source, photo.width(), photo.height(), model, faces);
  }

  private Recognition.Face wholePhoto(Photo photo) {
    Box box = new Box(0, 0, photo.width(), photo.height());
    List<FaceCrop> batch = List.of(FaceCrop.of(photo));
    return face(box, 1, Optional.empty(), scorer.apply(batch).get(0));
  }

  private List<Recognition.Face> faces(Photo photo, FaceDetector detector) {
    List<Detection> detections = detector.detect(photo, settings.detection());
    List<EmotionScores> scores =
        scorer.apply(detections.stream().map(face -> FaceCrop.of(photo, face)).toList());
    List<Recognition.Face> faces = new ArrayList<>(detections.size());
    for (int i = 0; i < detections.size(); i++) {
      Detection face = detections.get(i);
      faces.add(face(face.box(), face.confidence(), Optional.of(face.landmarks()), scores.get(i)));
    }
    return faces;
  }

  private Recognition.Face face(
      Box box, float confidence, Optional<Landmarks> landmarks, EmotionScores scores) {
    boolean tiny = Math.max(box.width(), box.height()) < settings.tinyBelow();
    boolean uncertain = scores.bestScore() < settings.minScore();
    return new Recognition.Face(box, confidence, landmarks, tiny, uncertain, scores);
  }

  @Override
  public void close() {
    if (detector != null) {
      detector.close();
    }
    classifier.close();
  }
}
