package org.sezim.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sezim.bench.report.Format;
import org.sezim.bench.report.Table;
import org.sezim.face.Detection;
import org.sezim.image.Photo;

/** What detectors find of a teacher's faces in portraits, scenes and photos. */
final class Accuracy {
  /** Folders with a {@code .yunet.csv} beside them. */
  private static final List<String> SETS = List.of("portraits", "scenes", "photos");

  /** The set of photographs that is shown whole, too. */
  private static final String SHOWN_WHOLE = "photos";

  private static final List<Double> SWEEP = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  /** Average precision takes in what a detector is hardly sure of. */
  private static final double LEAST = 0.05;

  private static final double IOU = 0.5;

  /** For detectors whose boxes are cut in another way than the teacher's. */
  private static final double LOOSE_IOU = 0.3;

  private final double confidence;
  private final List<Row> rows = new ArrayList<>();

  /** One detector on one split of a set: its scores at every least confidence. */
  private static final class Row {
    final String set;
    final DataSplit split;
    final FaceFinder finder;
    final Map<Double, DetectionScorer> sweep = new TreeMap<>();
    final DetectionScorer loose = new DetectionScorer(SizeRange.ALL, LOOSE_IOU);
    final List<DetectionScorer> bySize =
        SizeRange.SIZES.stream().map(range -> new DetectionScorer(range, IOU)).toList();

    Row(String set, DataSplit split, FaceFinder finder) {
      this.set = set;
      this.split = split;
      this.finder = finder;
    }
  }

  /**
   * Measures.
   *
   * @param data the folder with the sets
   * @param confidence the least one to take a detection for a face, 0–1
   */
  Accuracy(Path data, DataSplit split, List<FaceFinder> finders, double confidence) {
    this.confidence = confidence;
    Set<Double> confidences = new TreeSet<>(SWEEP);
    confidences.add(LEAST);
    confidences.add(confidence);
    for (String set : SETS) {
      Set<DataSplit> splits =
          new LinkedHashSet<>(set.equals(SHOWN_WHOLE) ? List.of(DataSplit.ALL) : List.of());
      splits.add(split);
      List<Row> own = new ArrayList<>();
      for (DataSplit shown : splits) {
        for (FaceFinder finder : finders) {
          own.add(new Row(set, shown, finder));
        }
      }
      TeacherFaces.read(data.resolve(set + ".yunet.csv"))
          .forEach((file, faces) -> measure(data.resolve(set), file, faces, own, confidences));
      rows.addAll(own);
    }
  }

  private void measure(
      Path folder, String file, List<Detection> teacher, List<Row> own, Set<Double> confidences) {
    Map<FaceFinder, List<Row>> wanted = new LinkedHashMap<>();
    for (Row row : own) {
      if (row.split.holds(file)) {
        wanted.computeIfAbsent(row.finder, finder -> new ArrayList<>()).add(row);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    Photo photo = Photo.read(folder.resolve(file));
    wanted.forEach(
        (finder, same) -> {
          try (FaceFinder.Prepared prepared = finder.prepare(photo)) {
            for (double least : finder.hasConfidence() ? confidences : Set.of(confidence)) {
              // Each is a run of its own: what a detector leaves out for a doubtful face may be a
              // sure one, so the faces at 0.9 are not those at 0.3 less some.
              List<BenchDetection> found = prepared.find(least);
              same.forEach(row -> add(row, least, found, teacher));
            }
          }
        });
  }

  private void add(Row row, double least, List<BenchDetection> found, List<Detection> teacher) {
    row.sweep
        .computeIfAbsent(least, c -> new DetectionScorer(SizeRange.ALL, IOU))
        .add(found, teacher);
    if (least == confidence) {
      row.loose.add(found, teacher);
      row.bySize.forEach(scorer -> scorer.add(found, teacher));
    }
  }

  /** Recall, precision, average precision and landmarks. */
  Table summary() {
    Table table =
        new Table(
            "set",
            "detector",
            "faces",
            "recall",
            "precision",
            "average precision",
            "landmark error",
            "recall, IoU ≥ 0.3",
            "precision, IoU ≥ 0.3");
    for (Row row : rows) {
      DetectionScorer scorer = row.sweep.get(confidence);
      if (scorer == null) {
        continue;
      }
      table.add(
          row.set + ", " + row.split,
          row.finder.name(),
          Integer.toString(scorer.faces()),
          Format.percentWithin(scorer.right(), scorer.faces()),
          Format.percentWithin(scorer.right(), scorer.answers()),
          Format.number(row.sweep.values().iterator().next().averagePrecision()),
          Format.number(scorer.landmarkError()),
          Format.percent(row.loose.right(), row.loose.faces()),
          Format.percent(row.loose.right(), row.loose.answers()));
    }
    return table;
  }

  /** Recall and precision by the width of the face. */
  Table bySize() {
    List<String> header = new ArrayList<>(List.of("set", "detector"));
    SizeRange.SIZES.forEach(range -> header.addAll(List.of(range.name(), "recall", "precision")));
    Table table = new Table(header.toArray(String[]::new));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.set + ", " + row.split, row.finder.name()));
      for (DetectionScorer scorer : row.bySize) {
        cells.add(Integer.toString(scorer.faces()));
        cells.add(Format.percent(scorer.right(), scorer.faces()));
        cells.add(Format.percent(scorer.right(), scorer.answers()));
      }
      table.add(cells);
    }
    return table;
  }

  /** Recall and precision by the least confidence. */
  Table sweep() {
    List<String> header = new ArrayList<>(List.of("set", "detector"));
    SWEEP.forEach(least -> header.add(Format.format("≥ %.1f", least)));
    Table table = new Table(header.toArray(String[]::new));
    for (Row row : rows) {
      if (!row.finder.hasConfidence()) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(row.set + ", " + row.split, row.finder.name()));
      for (double least : SWEEP) {
        DetectionScorer scorer = row.sweep.get(least);
        cells.add(
            scorer == null
                ? Format.NONE
                : Format.percent(scorer.right(), scorer.faces())
                    + " / "
                    + Format.percent(scorer.right(), scorer.answers()));
      }
      table.add(cells);
    }
    return table;
  }
}
