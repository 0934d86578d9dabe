package org.sezim.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.emotion.Emotions;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/** Reader of image folders. */
final class ImageFolder {
  private static final Map<String, Split> SPLITS =
      Map.of(
          "train", Split.TRAINING,
          "training", Split.TRAINING,
          "test", Split.PUBLIC_TEST,
          "validation", Split.PUBLIC_TEST,
          "val", Split.PUBLIC_TEST,
          "publictest", Split.PUBLIC_TEST,
          "privatetest", Split.PRIVATE_TEST);

  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp", "gif");

  /** Number of faces of PublicTest and PrivateTest together. */
  private static final int MERGED_TEST_SIZE = 7178;

  private record ImageFile(Split split, String emotion, Path path) {}

  private ImageFolder() {}

  static FaceDataset read(Path root, DatasetOptions options) {
    if (options.votes().isPresent()) {
      throw new SezimException(
          root.toString(), "FER+ votes: expected FER-2013 as CSV, found a folder");
    }
    Map<Path, Split> splits = splits(root);
    List<ImageFile> images = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    splits.forEach(
        (folder, split) -> {
          int before = images.size();
          for (Path emotion : list(folder, Files::isDirectory)) {
            for (Path file : list(emotion, ImageFolder::isImage)) {
              images.add(new ImageFile(split, name(emotion), file));
            }
          }
          if (lower(folder).equals("test") && images.size() - before == MERGED_TEST_SIZE) {
            notes.add(
                "test holds 7178 faces: Kaggle's folders merge PublicTest and PrivateTest into it,"
                    + " so figures on it cannot be compared with figures on either");
          }
        });
    images.sort(Comparator.comparing(image -> relative(root, image.path())));
    Set<String> names =
        images.stream().map(ImageFile::emotion).collect(Collectors.toCollection(TreeSet::new));
    Set<String> emotions = names.stream().map(EmotionNames::normalize).collect(Collectors.toSet());
    boolean known = !names.isEmpty() && EmotionNames.WITH_CONTEMPT.containsAll(emotions);
    if (!known && names.size() < 2) {
      throw expectedFolders(root);
    }
    List<String> labels =
        !known
            ? List.copyOf(names)
            : emotions.contains(Emotions.CONTEMPT) ? EmotionNames.WITH_CONTEMPT : Emotions.FER2013;
    for (String label : labels) {
      // Model files store the labels as a comma-separated list.
      if (label.contains(",") || !label.equals(label.strip())) {
        throw new SezimException(
            root.toString(),
            "expected emotion folders without commas and outer spaces, found '" + label + "'");
      }
    }

    FaceDataset.Builder builder = new FaceDataset.Builder(labels, options);
    StringBuilder sums = new StringBuilder();
    for (ImageFile image : images) {
      String place = image.path().toString();
      String emotion = known ? EmotionNames.normalize(image.emotion()) : image.emotion();
      try {
        byte[] bytes = Files.readAllBytes(image.path());
        sums.append(Sha256.of(bytes) + "  " + relative(root, image.path()) + "\n");
        byte[] pixels = FaceCrop.of(Photo.decode(place, bytes)).pixels();
        builder.add(image.split(), pixels, builder.oneHot(labels.indexOf(emotion)));
      } catch (SezimException e) {
        builder.bad(e);
      } catch (IOException e) {
        builder.bad(SezimException.unreadable(image.path(), e));
      }
    }
    String sha256 = Sha256.of(sums.toString().getBytes(StandardCharsets.UTF_8));
    return builder.build(root, sha256, Optional.empty(), notes);
  }

  /** The parents of the emotion folders: one folder per split, or the root itself. */
  private static Map<Path, Split> splits(Path root) {
    Map<Path, Split> splits = new LinkedHashMap<>();
    Map<Split, Path> folders = new EnumMap<>(Split.class);
    List<Path> all = list(root, Files::isDirectory);
    for (Path folder : all) {
      Split split = SPLITS.get(lower(folder));
      if (split != null) {
        splits.put(folder, split);
        Path other = folders.putIfAbsent(split, folder);
        if (other != null) {
          throw new SezimException(
              root.toString(),
              String.format(
                  "expected one folder per split, found %s and %s, both %s",
                  name(other), name(folder), split.label()));
        }
      }
    }
    if (splits.isEmpty()) {
      return Map.of(root, Split.TRAINING);
    }
    if (splits.size() < all.size()) {
      // An unknown folder must not be ignored silently.
      throw expectedFolders(root);
    }
    return splits;
  }

  private static SezimException expectedFolders(Path root) {
    return new SezimException(
        root.toString(),
        "expected folders <split>/<emotion> with images (splits train, test, privatetest), or two"
            + " or more folders <emotion>, found "
            + CsvRows.listed(
                list(root, f -> true).stream()
                    .map(f -> name(f) + (Files.isDirectory(f) ? "/" : ""))
                    .toList()));
  }

  /** The content of a folder, sorted by name, without hidden files and __MACOSX. */
  private static List<Path> list(Path folder, Predicate<Path> filter) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> !name(f).startsWith(".") && !name(f).equals("__MACOSX"))
          .filter(filter)
          .sorted(Comparator.comparing(ImageFolder::name))
          .toList();
    } catch (IOException e) {
      throw SezimException.unreadable(folder, e);
    }
  }

  private static boolean isImage(Path file) {
    String name = lower(file);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1))
        && Files.isRegularFile(file);
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  private static String lower(Path file) {
    return name(file).toLowerCase(Locale.ROOT);
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
