package org.sezim.training.detector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.dataset.HeldOutRule;
import org.sezim.dataset.Sha256;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;

/**
 * Photos for a face detector by folder, divided into training and held-out photos by {@link
 * HeldOutRule}. Immutable.
 */
public final class ImageDataset {
  private final Path root;
  private final String sha256;
  private final Map<String, List<Path>> training = new LinkedHashMap<>();
  private final Map<String, List<Path>> heldOut = new LinkedHashMap<>();

  private ImageDataset(Path root, String sha256) {
    this.root = root;
    this.sha256 = sha256;
  }

  /**
   * Lists the photos of some folders, each searched recursively, sorted by name.
   *
   * @param root the parent of the folders
   * @throws SezimException if a folder cannot be read, or has no training or no held-out photos
   */
  public static ImageDataset list(Path root, List<String> folders) {
    StringBuilder sums = new StringBuilder();
    Map<String, List<Path>> all = new LinkedHashMap<>();
    for (String folder : folders) {
      try (Stream<Path> entries = Files.walk(root.resolve(folder))) {
        List<Path> files =
            entries.filter(f -> Photo.isImageFile(f) && Files.isRegularFile(f)).sorted().toList();
        for (Path file : files) {
          String name = root.relativize(file).toString().replace('\\', '/');
          sums.append(Sha256.of(Files.readAllBytes(file))).append("  ").append(name).append('\n');
        }
        all.put(folder, files);
      } catch (IOException e) {
        throw SezimException.unreadable(root.resolve(folder), e);
      }
    }
    ImageDataset dataset =
        new ImageDataset(root, Sha256.of(sums.toString().getBytes(StandardCharsets.UTF_8)));
    all.forEach(
        (folder, files) -> {
          dataset.training.put(folder, files.stream().filter(f -> !isHeldOut(f)).toList());
          dataset.heldOut.put(folder, files.stream().filter(ImageDataset::isHeldOut).toList());
          if (dataset.training.get(folder).isEmpty() || dataset.heldOut.get(folder).isEmpty()) {
            throw new SezimException(
                root.resolve(folder).toString(),
                "expected photos to train on and some to hold out (two in nine, by name), found "
                    + files.size());
          }
        });
    return dataset;
  }

  private static boolean isHeldOut(Path file) {
    return HeldOutRule.isHeldOut(file.getFileName().toString());
  }

  /** The parent of the folders. */
  public Path root() {
    return root;
  }

  /** SHA-256 of the lines that {@code sha256sum} prints for the photos, in order. */
  public String sha256() {
    return sha256;
  }

  /** The training photos by folder. */
  public Map<String, List<Path>> training() {
    return new LinkedHashMap<>(training);
  }

  /** The held-out photos by folder. */
  public Map<String, List<Path>> heldOut() {
    return new LinkedHashMap<>(heldOut);
  }

  /**
   * Reads the training photos; 1.3 times their pixels stay in memory.
   *
   * @param detector finds the faces around which parts of a photo are chosen
   */
  List<List<TrainingImage>> read(FaceDetector detector) {
    List<List<TrainingImage>> all = new ArrayList<>();
    for (List<Path> files : training.values()) {
      all.add(files.parallelStream().map(file -> trainingImage(file, detector)).toList());
    }
    return all;
  }

  private static TrainingImage trainingImage(Path file, FaceDetector detector) {
    Photo photo = Photo.read(file);
    List<Box> faces = detector.detect(photo).stream().map(Detection::box).toList();
    return new TrainingImage(photo, faces);
  }
}
