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
 * Emotions of photographs of one person each, {@code photos/<emotion>/}, through the faces of
 * several detectors and the same crop: what a detector costs or gains where it matters.
 */
final class Emotions {
  private static final String SET = "photos";

  private final FaceFinder baseline;
  private final List<Row> rows = new ArrayList<>();

  /** One detector on one split: per emotion, whether each photo's answer is right. */
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
   * Measures.
   *
   * @param data the folder with the photos
   * @param baseline the detector to compare with
   * @param confidence the least one to take a detection for a face, 0–1
   */
  Emotions(
      Path data,
      DataSplit split,
      List<FaceFinder> finders,
      FaceFinder baseline,
      double confidence) {
    this.baseline = baseline;
    for (DataSplit shown : new LinkedHashSet<>(List.of(DataSplit.ALL, split))) {
      for (FaceFinder finder : finders) {
        if (finder.hasLandmarks()) {
          rows.add(new Row(shown, finder));
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
          if (row.split.holds(file)) {
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
   * The face of a photo of one person: the largest box over the photo's middle; if there is none,
   * the largest.
   */
  static Optional<Detection> face(List<BenchDetection> found, Photo photo) {
    return found.stream()
        .filter(face -> face.landmarks().isPresent())
        .max(
            Comparator.comparing((BenchDetection face) -> covers(face.box(), photo))
                .thenComparingDouble(face -> face.box().area()))
        .map(
            face ->
                new Detection(
                    face.box(),
                    (float) Math.max(0, Math.min(1, face.confidence())),
                    face.landmarks().get()));
  }

  private static boolean covers(Box box, Photo photo) {
    double x = photo.width() / 2.0;
    double y = photo.height() / 2.0;
    return box.x() <= x && x < box.right() && box.y() <= y && y < box.bottom();
  }

  /** Accuracy and class mean, and how they differ from the baseline's. */
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
      boolean same = row == base;
      table.add(
          row.split.toString(),
          row.finder.name(),
          Integer.toString(own.size()),
          Integer.toString(row.withoutFace),
          Format.percentWithin(own.mean(), own.meanInterval()),
          Format.percentWithin(own.classMean(), own.classMeanInterval()),
          same ? Format.NONE : Format.pointsWithin(difference.mean(), difference.meanInterval()),
          same
              ? Format.NONE
              : Format.pointsWithin(difference.classMean(), difference.classMeanInterval()));
    }
    return table;
  }
}
