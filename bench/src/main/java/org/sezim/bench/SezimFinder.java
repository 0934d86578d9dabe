package org.sezim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sezim.FaceDetector;
import org.sezim.Photo;

/** {@link FaceDetector} with one of its networks, on one thread. */
final class SezimFinder implements FaceFinder {
  /** The name of the row of the bundled network. */
  static final String BUNDLED = "Sezim, bundled";

  private static final String RESOURCE = "models/face-detector.onnx";

  private final String name;
  private final FaceDetector detector;

  private SezimFinder(String name, FaceDetector detector) {
    this.name = name;
    this.detector = detector;
  }

  /** With a network from a file. */
  static SezimFinder of(Path file) {
    return new SezimFinder("Sezim, " + file.getFileName(), FaceDetector.load(file, 1));
  }

  /**
   * With the network inside core; empty if this build holds none. By way of a file, since {@code
   * FaceDetector.bundled()} takes all cores and the timing wants one.
   */
  static Optional<FaceFinder> bundled() throws IOException {
    try (InputStream in = FaceDetector.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return Optional.empty();
      }
      Path file = Files.createTempFile("sezim-face-detector", ".onnx");
      try {
        Files.write(file, in.readAllBytes());
        return Optional.of(new SezimFinder(BUNDLED, FaceDetector.load(file, 1)));
      } finally {
        Files.delete(file);
      }
    }
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
    byte[] rgb = photo.rgb();
    return leastConfidence -> find(rgb, photo.width(), photo.height(), leastConfidence);
  }

  private List<Found> find(byte[] rgb, int width, int height, double leastConfidence) {
    FaceDetector.Options options =
        FaceDetector.Options.DEFAULT.withLeastConfidence(leastConfidence);
    return detector.detect(rgb, width, height, options).stream()
        .map(face -> new Found(face.box(), face.confidence(), Optional.of(face.landmarks())))
        .toList();
  }

  @Override
  public void close() {
    detector.close();
  }
}
