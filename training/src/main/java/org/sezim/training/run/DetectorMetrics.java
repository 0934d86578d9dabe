package org.sezim.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.SezimException;
import org.sezim.evaluation.DetectionMetrics;

/**
 * Metrics of one epoch of a face detector's training.
 *
 * @param epoch from 1
 * @param loss mean over the epoch's steps
 * @param agreement with the teacher on the held-out photos, by folder
 */
public record DetectorMetrics(int epoch, double loss, Map<String, DetectionMetrics> agreement) {
  /** Format of a face detector's {@code metrics.csv}. */
  private static final CsvTable<Line> TABLE =
      new CsvTable<>(
          List.of("epoch", "loss", "folder", "faces", "found", "wrong", "landmark_error"),
          Line::fields,
          row ->
              new Line(
                  row.integer("epoch"),
                  row.number("loss"),
                  row.text("folder"),
                  new DetectionMetrics(
                      row.integer("faces"),
                      row.integer("found"),
                      row.integer("wrong"),
                      row.number("landmark_error"))));

  /** One epoch and folder. */
  private record Line(int epoch, double loss, String folder, DetectionMetrics agreement) {
    List<?> fields() {
      return List.of(
          epoch,
          loss,
          folder,
          agreement.faces(),
          agreement.found(),
          agreement.wrong(),
          agreement.landmarkError());
    }
  }

  /** Copies the map, keeping its order. */
  public DetectorMetrics {
    agreement = new LinkedHashMap<>(agreement);
  }

  /** Returns the CSV text: a header, then one line per epoch and folder. */
  public static String csv(List<DetectorMetrics> metrics) {
    List<Line> lines = new ArrayList<>();
    for (DetectorMetrics m : metrics) {
      m.agreement.forEach((folder, a) -> lines.add(new Line(m.epoch, m.loss, folder, a)));
    }
    return TABLE.format(lines);
  }

  /**
   * Parses the text of {@link #csv}; an empty text has no epochs.
   *
   * @throws IllegalArgumentException if a line is invalid
   */
  public static List<DetectorMetrics> parse(String csv) {
    return epochs(TABLE.parse(csv));
  }

  /**
   * Reads a file; a missing file has no epochs.
   *
   * @throws SezimException if it cannot be read or a line is invalid
   */
  static List<DetectorMetrics> read(Path file) {
    return epochs(TABLE.read(file));
  }

  private static List<DetectorMetrics> epochs(List<Line> lines) {
    List<DetectorMetrics> metrics = new ArrayList<>();
    for (Line line : lines) {
      if (metrics.size() < line.epoch) {
        metrics.add(new DetectorMetrics(line.epoch, line.loss, Map.of()));
      }
      metrics.get(line.epoch - 1).agreement.put(line.folder, line.agreement);
    }
    return metrics;
  }
}
