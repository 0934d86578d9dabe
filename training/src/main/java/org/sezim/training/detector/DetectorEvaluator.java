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
 * Compares detectors with a teacher, whose faces in each picture are looked for once. Safe to share
 * between threads; the owner closes it.
 */
public final class DetectorEvaluator implements AutoCloseable {
  private static final FaceDetector.Options ALL =
      FaceDetector.Options.DEFAULT.withMinConfidence(0.3);

  private final FaceDetector teacher;
  private final Map<Path, List<Detection>> known = new ConcurrentHashMap<>();

  /** Loads the teacher, an ONNX file of the face-model contract. */
  public DetectorEvaluator(Path teacher) {
    this.teacher = FaceDetector.load(teacher, 1);
  }

  /** Compares on some pictures; the detector uses its default options. */
  public DetectionMetrics examine(FaceDetector detector, List<Path> files) {
    return files.parallelStream()
        .map(
            file -> {
              Photo photo = Photo.read(file);
              List<Detection> truth = known.computeIfAbsent(file, f -> teacher.detect(photo, ALL));
              return DetectionMetrics.compare(truth, detector.detect(photo));
            })
        .reduce(DetectionMetrics.NONE, DetectionMetrics::plus);
  }

  @Override
  public void close() {
    teacher.close();
  }
}
