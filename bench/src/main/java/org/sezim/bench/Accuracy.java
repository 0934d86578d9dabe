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

/** Recall and precision of detectors, measured against a teacher's faces in three datasets. */
final class Accuracy {
  /** Data sets: folders next to which a {@code NAME.yunet.csv} lists the teacher's faces. */
  private static final List<String> SETS = List.of("portraits", "scenes", "photos");

  /** The dataset that is measured as a whole in addition to the chosen split. */
  private static final String ALSO_WHOLE = "photos";

  private static final List<Double> SWEEP = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  /** Average precision includes detections of low confidence. */
  private static final double MIN_CONFIDENCE = 0.05;

  private static final double IOU = 0.5;

  /** For detectors whose boxes have other margins than the teacher's. */
  private static final double LOOSE_IOU = 0.3;

  private final double confidence;
  private final List<Row> rows = new ArrayList<>();

  /** One detector on one split of a dataset, scored at every minimum confidence. */
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
   * Runs the detectors on all datasets.
   *
   * @param data the folder with the datasets
   * @param confidence the minimum confidence of a detection, 0–1
   */
  Accuracy(Path data, DataSplit split, List<FaceFinder> finders, double confidence) {
    this.confidence = confidence;
    Set<Double> confidences = new TreeSet<>(SWEEP);
    confidences.add(MIN_CONFIDENCE);
    confidences.add(confidence);
    for (String set : SETS) {
      Set<DataSplit> splits =
          new LinkedHashSet<>(set.equals(ALSO_WHOLE) ? List.of(DataSplit.ALL) : List.of());
      splits.add(split);
      List<Row> setRows = new ArrayList<>();
      for (DataSplit rowSplit : splits) {
        for (FaceFinder finder : finders) {
          setRows.add(new Row(set, rowSplit, finder));
        }
      }
      TeacherFaces.read(data.resolve(set + ".yunet.csv"))
          .forEach((file, faces) -> measure(data.resolve(set), file, faces, setRows, confidences));
      rows.addAll(setRows);
    }
  }

  private void measure(
      Path folder,
      String file,
      List<Detection> teacher,
      List<Row> setRows,
      Set<Double> confidences) {
    Map<FaceFinder, List<Row>> rowsByFinder = new LinkedHashMap<>();
    for (Row row : setRows) {
      if (row.split.contains(file)) {
        rowsByFinder.computeIfAbsent(row.finder, finder -> new ArrayList<>()).add(row);
      }
    }
    if (rowsByFinder.isEmpty()) {
      return;
    }
    Photo photo = Photo.read(folder.resolve(file));
    rowsByFinder.forEach(
        (finder, finderRows) -> {
          try (FaceFinder.Prepared prepared = finder.prepare(photo)) {
            for (double minConfidence : finder.hasConfidence() ? confidences : Set.of(confidence)) {
              // One run per minimum confidence: a doubtful detection can suppress a confident
              // one, so the faces at 0.9 are not a subset of those at 0.3.
              List<BenchDetection> found = prepared.find(minConfidence);
              finderRows.forEach(row -> add(row, minConfidence, found, teacher));
            }
          }
        });
  }

  private void add(
      Row row, double minConfidence, List<BenchDetection> found, List<Detection> teacher) {
    row.sweep
        .computeIfAbsent(minConfidence, c -> new DetectionScorer(SizeRange.ALL, IOU))
        .add(found, teacher);
    if (minConfidence == confidence) {
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

  /** Recall and precision by width of the face. */
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

  /** Recall and precision by minimum confidence. */
  Table sweep() {
    List<String> header = new ArrayList<>(List.of("set", "detector"));
    SWEEP.forEach(minConfidence -> header.add(Format.format("≥ %.1f", minConfidence)));
    Table table = new Table(header.toArray(String[]::new));
    for (Row row : rows) {
      if (!row.finder.hasConfidence()) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(row.set + ", " + row.split, row.finder.name()));
      for (double minConfidence : SWEEP) {
        DetectionScorer scorer = row.sweep.get(minConfidence);
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
