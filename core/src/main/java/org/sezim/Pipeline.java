package org.sezim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
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
 * From one photo to its faces: detector, crops and classifier, all faces in one batch. Each has
 * sessions of its own. Safe to share between threads; the owner closes it.
 */
final class Pipeline implements AutoCloseable {
  private final EmotionClassifier classifier;

  /** None if each photo is one face. */
  private final Optional<FaceDetector> detector;

  private final Function<List<FaceCrop>, List<EmotionScores>> scorer;
  private final Settings settings;

  /**
   * @param tinyBelow in pixels, of a box's longer side
   * @param minScore 0–1; faces whose best score is less are uncertain
   * @param batches hears the size of each run if several photos share runs; else empty
   */
  record Settings(
      FaceDetector.Options detection,
      int tinyBelow,
      double minScore,
      Optional<IntConsumer> batches) {}

  private Pipeline(
      EmotionClassifier classifier, Optional<FaceDetector> detector, Settings settings) {
    this.classifier = classifier;
    this.detector = detector;
    this.settings = settings;
    Function<List<FaceCrop>, List<EmotionScores>> each = classifier::classify;
    scorer =
        settings.batches().isPresent()
            ? new DynamicBatcher<>(each, settings.batches().get())::run
            : each;
  }

  static Pipeline load(
      ModelFile emotionModel, Optional<ModelFile> detector, Settings settings, int threads) {
    EmotionClassifier classifier = emotionModel.load(EmotionClassifier::load, threads);
    try {
      return new Pipeline(
          classifier, detector.map(file -> file.load(FaceDetector::load, threads)), settings);
    } catch (RuntimeException e) {
      classifier.close();
      throw e;
    }
  }

  EmotionClassifier classifier() {
    return classifier;
  }

  /**
   * @param source the name to give in the result
   */
  Recognition recognize(Photo photo, String source) {
    List<Recognition.Face> faces =
        detector.isPresent() ? faces(photo, detector.get()) : List.of(whole(photo));
    String model = classifier.card().name();
    return new Recognition(source, photo.width(), photo.height(), model, faces);
  }

  private Recognition.Face whole(Photo photo) {
    Box box = new Box(0, 0, photo.width(), photo.height());
    List<FaceCrop> crop = List.of(FaceCrop.of(photo));
    return face(box, 1, Optional.empty(), scorer.apply(crop).get(0));
  }

  private List<Recognition.Face> faces(Photo photo, FaceDetector detector) {
    List<Detection> found = detector.detect(photo, settings.detection());
    List<EmotionScores> scores =
        scorer.apply(found.stream().map(face -> FaceCrop.of(photo, face)).toList());
    List<Recognition.Face> faces = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); i++) {
      Detection face = found.get(i);
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
    detector.ifPresent(FaceDetector::close);
    classifier.close();
  }
}
