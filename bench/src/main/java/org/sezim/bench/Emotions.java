package org.sezim.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.face.Box;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/**
 * The effect of a detector on the emotions: photos of one person each, {@code photos/<emotion>/},
 * are cropped at the faces of several detectors and classified by the bundled model.
 */
final class Emotions {
  private static final String SET = "photos";

  private final FaceFinder baseline;
  private final List<Row> rows = new ArrayList<>();

  /** One detector on one split: per emotion, 1 for a right and 0 for a wrong answer per photo. */
  private static final class Row {
    final DataSplit split;
    final FaceFinder finder;
    final Map<String, List<Integer>> right = new TreeMap<>();
    int withoutFace;

    Row(DataSplit split, FaceFinder finder) {
      this.split = split;
      this.finder = finder;
    }
  }

  /**
   * Detects and classifies all photos.
   *
   * @param data the folder with the photos
   * @param baseline the detector that the others are compared with
   * @param confidence the minimum confidence of a detection, 0–1
   */
  Emotions(
      Path data,
      DataSplit split,
      List<FaceFinder> finders,
      FaceFinder baseline,
      double confidence) {
    this.baseline = baseline;
    for (DataSplit rowSplit : new LinkedHashSet<>(List.of(DataSplit.ALL, split))) {
      for (FaceFinder finder : finders) {
        if (finder.hasLandmarks()) {
          rows.add(new Row(rowSplit, finder));
        }
      }
    }
    Set<String> files = TeacherFaces.read(data.resolve(SET + ".yunet.csv")).keySet();
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      for (String file : files) {
        Photo photo = Photo.read(data.resolve(SET).resolve(file));
        String emotion = file.substring(0, file.indexOf('/'));
        Map<FaceFinder, Optional<Detection>> faces = new LinkedHashMap<>();
        for (Row row : rows) {
          Optional<Detection> face =
              faces.computeIfAbsent(row.finder, f -> face(f.find(photo, confidence), photo));
          if (row.split.contains(file)) {
            boolean right =
                face.isPresent()
                    && classifier.classify(FaceCrop.of(photo, face.get())).best().equals(emotion);
            row.right.computeIfAbsent(emotion, e -> new ArrayList<>()).add(right ? 1 : 0);
            row.withoutFace += face.isPresent() ? 0 : 1;
          }
        }
      }
    }
  }

  /**
   * The face in a photo of one person: the largest box over the photo's center, or the largest box
   * if none covers the center.
   */
  static Optional<Detection> face(List<BenchDetection> found, Photo photo) {
    return found.stream()
        .filter(face -> face.landmarks().isPresent())
        .max(
            Comparator.comparing((BenchDetection face) -> coversCenter(face.box(), photo))
                .thenComparingDouble(face -> face.box().area()))
        .map(
            face ->
                new Detection(
                    face.box(),
                    (float) Math.max(0, Math.min(1, face.confidence())),
                    face.landmarks().get()));
  }

  private static boolean coversCenter(Box box, Photo photo) {
    double x = photo.width() / 2.0;
    double y = photo.height() / 2.0;
    return box.x() <= x && x < box.right() && box.y() <= y && y < box.bottom();
  }

  /** Accuracy and class mean, and their differences from the baseline's. */
  Table table() {
    Table table =
        new Table(
            "photos",
            "detector",
            "number",
            "no face",
            "accuracy",
            "class mean",
            "accuracy less YuNet's, points",
            "class mean less YuNet's, points");
    for (Row row : rows) {
      StratifiedBootstrap own = new StratifiedBootstrap(row.right);
      if (own.size() == 0) {
        continue;
      }
      Row base =
          rows.stream()
              .filter(r -> r.split == row.split && r.finder == baseline)
              .findFirst()
              .orElseThrow();
      StratifiedBootstrap difference = own.minus(new StratifiedBootstrap(base.right));
      boolean isBaseline = row == base;
      table.add(
          row.split.toString(),
          row.finder.name(),
          Integer.toString(own.size()),
          Integer.toString(row.withoutFace),
          Format.percentWithin(own.mean(), own.meanInterval()),
          Format.percentWithin(own.classMean(), own.classMeanInterval()),
          isBaseline
              ? Format.NONE
              : Format.pointsWithin(difference.mean(), difference.meanInterval()),
          isBaseline
              ? Format.NONE
              : Format.pointsWithin(difference.classMean(), difference.classMeanInterval()));
    }
    return table;
  }
}
