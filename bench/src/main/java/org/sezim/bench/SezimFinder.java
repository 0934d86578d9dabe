package org.sezim.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/** {@link FaceDetector} with one of its networks, on one thread. */
final class SezimFinder implements FaceFinder {
  /** The name of the row of the bundled network. */
  static final String BUNDLED = "Sezim, bundled";

  private final String name;
  private final FaceDetector detector;

  private SezimFinder(String name, FaceDetector detector) {
    this.name = name;
    this.detector = detector;
  }

  /** With a network from a file. */
  static SezimFinder of(Path file) {
    return new SezimFinder(name(file), FaceDetector.load(file, 1));
  }

  /** The name of the row of a network from a file. */
  static String name(Path file) {
    return "Sezim, " + file.getFileName();
  }

  /** With the network inside core. */
  static SezimFinder bundled() {
    return new SezimFinder(BUNDLED, FaceDetector.bundled(1));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean hasConfidence() {
    return true;
  }

  @Override
  public boolean hasLandmarks() {
    return true;
  }

  @Override
  public Prepared prepare(Photo photo) {
    return leastConfidence ->
        detector
            .detect(photo, FaceDetector.Options.DEFAULT.withMinConfidence(leastConfidence))
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
