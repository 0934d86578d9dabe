package org.sezim.training.detector;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sezim.evaluation.DetectionMetrics;
import org.sezim.face.Detection;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/**
 * Evaluator of detectors against a teacher, which runs once per photo; its faces are cached.
 * Thread-safe; the owner closes it.
 */
public final class DetectorEvaluator implements AutoCloseable {
  private static final FaceDetector.Options LENIENT =
      FaceDetector.Options.DEFAULT.withMinConfidence(0.3);

  private final FaceDetector teacher;
  private final Map<Path, List<Detection>> teacherFaces = new ConcurrentHashMap<>();

  /** Loads the teacher, an ONNX file of the face-model contract. */
  public DetectorEvaluator(Path teacher) {
    this.teacher = FaceDetector.load(teacher, 1);
  }

  /** Compares a detector, with its default options, with the teacher on some photos. */
  public DetectionMetrics evaluate(FaceDetector detector, List<Path> files) {
    return files.parallelStream()
        .map(
            file -> {
              Photo photo = Photo.read(file);
              List<Detection> truth =
                  teacherFaces.computeIfAbsent(file, f -> teacher.detect(photo, LENIENT));
              return DetectionMetrics.compare(truth, detector.detect(photo));
            })
        .reduce(DetectionMetrics.NONE, DetectionMetrics::plus);
  }

  @Override
  public void close() {
    teacher.close();
  }
}
