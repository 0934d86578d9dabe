package org.sezim.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/** A {@link FaceDetector} on one thread. */
final class SezimFinder implements FaceFinder {
  /** The bundled network's name in the tables. */
  static final String BUNDLED = "Sezim, bundled";

  private final String name;
  private final FaceDetector detector;

  private SezimFinder(String name, FaceDetector detector) {
    this.name = name;
    this.detector = detector;
  }

  /** Loads a network from a file. */
  static SezimFinder of(Path file) {
    return new SezimFinder(name(file), FaceDetector.load(file, 1));
  }

  /** The name in the tables of a network from a file. */
  static String name(Path file) {
    return "Sezim, " + file.getFileName();
  }

  /** Loads the network bundled with core. */
  static SezimFinder bundled() {
    return new SezimFinder(BUNDLED, FaceDetector.bundled(1));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Prepared prepare(Photo photo) {
    return minConfidence ->
        detector
            .detect(photo, FaceDetector.Options.DEFAULT.withMinConfidence(minConfidence))
            .stream()
            .map(
                face ->
                    new BenchDetection(
                        face.box(), face.confidence(), Optional.of(face.landmarks())))
            .toList();
  }

  @Override
  public void close() {
    detector.close();
  }
}
