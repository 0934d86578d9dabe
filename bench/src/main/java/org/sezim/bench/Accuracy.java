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
import org.sezim.Detection;
import org.sezim.Photo;

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

  /** One detector on one part of a set: its tallies at every least confidence. */
  private static final class Row {
    final String set;
    final Part part;
    final FaceFinder finder;
    final Map<Double, Tally> sweep = new TreeMap<>();
    final Tally loose = new Tally(Band.ALL, LOOSE_IOU);
    final List<Tally> bands = Band.SIZES.stream().map(band -> new Tally(band, IOU)).toList();

    Row(String set, Part part, FaceFinder finder) {
      this.set = set;
      this.part = part;
      this.finder = finder;
    }
  }

  /**
   * Measures.
   *
   * @param data the folder with the sets
   * @param confidence the least one to take a detection for a face, 0–1
   */
  Accuracy(Path data, Part part, List<FaceFinder> finders, double confidence) {
    this.confidence = confidence;
    Set<Double> confidences = new TreeSet<>(SWEEP);
    confidences.add(LEAST);
    confidences.add(confidence);
    for (String set : SETS) {
      Set<Part> parts =
          new LinkedHashSet<>(set.equals(SHOWN_WHOLE) ? List.of(Part.ALL) : List.of());
      parts.add(part);
      List<Row> own = new ArrayList<>();
      for (Part shown : parts) {
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
      if (row.part.holds(file)) {
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
              List<Found> found = prepared.find(least);
              same.forEach(row -> add(row, least, found, teacher));
            }
          }
        });
  }

  private void add(Row row, double least, List<Found> found, List<Detection> teacher) {
    row.sweep.computeIfAbsent(least, c -> new Tally(Band.ALL, IOU)).add(found, teacher);
    if (least == confidence) {
      row.loose.add(found, teacher);
      row.bands.forEach(tally -> tally.add(found, teacher));
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
      Tally tally = row.sweep.get(confidence);
      if (tally == null) {
        continue;
      }
      table.add(
          row.set + ", " + row.part,
          row.finder.name(),
          Integer.toString(tally.faces()),
          Words.percentWithin(tally.right(), tally.faces()),
          Words.percentWithin(tally.right(), tally.answers()),
          Words.number(row.sweep.values().iterator().next().averagePrecision()),
          Words.number(tally.landmarkError()),
          Words.percent(row.loose.right(), row.loose.faces()),
          Words.percent(row.loose.right(), row.loose.answers()));
    }
    return table;
  }

  /** Recall and precision by the width of the face. */
  Table bands() {
    List<String> header = new ArrayList<>(List.of("set", "detector"));
    Band.SIZES.forEach(band -> header.addAll(List.of(band.name(), "recall", "precision")));
    Table table = new Table(header.toArray(String[]::new));
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.set + ", " + row.part, row.finder.name()));
      for (Tally tally : row.bands) {
        cells.add(Integer.toString(tally.faces()));
        cells.add(Words.percent(tally.right(), tally.faces()));
        cells.add(Words.percent(tally.right(), tally.answers()));
      }
      table.add(cells);
    }
    return table;
  }

  /** Recall and precision by the least confidence. */
  Table sweep() {
    List<String> header = new ArrayList<>(List.of("set", "detector"));
    SWEEP.forEach(least -> header.add(Words.format("≥ %.1f", least)));
    Table table = new Table(header.toArray(String[]::new));
    for (Row row : rows) {
      if (!row.finder.hasConfidence()) {
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(row.set + ", " + row.part, row.finder.name()));
      for (double least : SWEEP) {
        Tally tally = row.sweep.get(least);
        cells.add(
            tally == null
                ? Words.NONE
                : Words.percent(tally.right(), tally.faces())
                    + " / "
                    + Words.percent(tally.right(), tally.answers()));
      }
      table.add(cells);
    }
    return table;
  }
}
