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
 * Photographs for a face detector, by folder: those to learn from, and those held out ({@link
 * HeldOutRule}). Immutable.
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
   * Lists the pictures of some folders, each searched to the bottom, in the order of their names.
   *
   * @param root the folder of the folders
   * @throws SezimException if a folder cannot be read, or has no pictures on one of the sides
   */
  public static ImageDataset list(Path root, List<String> folders) {
    StringBuilder sums = new StringBuilder();
    Map<String, List<Path>> all = new LinkedHashMap<>();
    for (String folder : folders) {
      try (Stream<Path> tree = Files.walk(root.resolve(folder))) {
        List<Path> files =
            tree.filter(f -> Photo.isImageFile(f) && Files.isRegularFile(f)).sorted().toList();
        for (Path file : files) {
          String name = root.relativize(file).toString().replace('\\', '/');
          sums.append(Sha256.of(Files.readAllBytes(file))).append("  ").append(name).append('\n');
        }
        all.put(folder, files);
      } catch (IOException e) {
        throw SezimException.unreadable(root.resolve(folder), e);
      }
    }
    ImageDataset set =
        new ImageDataset(root, Sha256.of(sums.toString().getBytes(StandardCharsets.UTF_8)));
    all.forEach(
        (folder, files) -> {
          set.training.put(folder, files.stream().filter(f -> !isHeldOut(f)).toList());
          set.heldOut.put(folder, files.stream().filter(ImageDataset::isHeldOut).toList());
          if (set.training.get(folder).isEmpty() || set.heldOut.get(folder).isEmpty()) {
            throw new SezimException(
                root.resolve(folder).toString(),
                "expected pictures to learn from and some to hold out (two in nine, by"
                    + " name), found "
                    + files.size());
          }
        });
    return set;
  }

  private static boolean isHeldOut(Path file) {
    return HeldOutRule.isHeldOut(file.getFileName().toString());
  }

  /** The folder of the folders. */
  public Path root() {
    return root;
  }

  /** SHA-256 of the lines that {@code sha256sum} prints for the pictures, in their order. */
  public String sha256() {
    return sha256;
  }

  /** The pictures to learn from, by folder. */
  public Map<String, List<Path>> training() {
    return new LinkedHashMap<>(training);
  }

  /** The pictures held out, by folder. */
  public Map<String, List<Path>> heldOut() {
    return new LinkedHashMap<>(heldOut);
  }

  /**
   * Reads the pictures to learn from; 1.3 times their pixels stay in memory.
   *
   * @param detector finds the faces by which parts of a picture are chosen
   */
  List<List<TrainingImage>> read(FaceDetector detector) {
    List<List<TrainingImage>> all = new ArrayList<>();
    for (List<Path> files : training.values()) {
      all.add(files.parallelStream().map(file -> picture(file, detector)).toList());
    }
    return all;
  }

  private static TrainingImage picture(Path file, FaceDetector detector) {
    Photo photo = Photo.read(file);
    List<Box> faces = detector.detect(photo).stream().map(Detection::box).toList();
    return new TrainingImage(photo, faces);
  }
}
