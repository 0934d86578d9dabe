package org.sezim.training.detector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.training.evaluate.DetectionMetrics;

/**
 * What one epoch reached.
 *
 * @param epoch from 1
 * @param loss mean over the epoch's steps
 * @param agreement with the teacher on the pictures held out, by folder
 */
public record DetectorMetrics(int epoch, double loss, Map<String, DetectionMetrics> agreement) {
  /** Copies the map, keeping its order. */
  public DetectorMetrics {
    agreement = new LinkedHashMap<>(agreement);
  }

  /** A line an epoch and folder, under a header. */
  public static String csv(List<DetectorMetrics> metrics) {
    StringBuilder csv = new StringBuilder("epoch,loss,folder,faces,found,wrong,landmark_error\n");
    for (DetectorMetrics m : metrics) {
      m.agreement.forEach(
          (folder, a) -> {
            csv.append(m.epoch).append(',').append(m.loss).append(',').append(folder).append(',');
            csv.append(a.faces()).append(',').append(a.found()).append(',');
            csv.append(a.wrong()).append(',').append(a.landmarkError()).append('\n');
          });
    }
    return csv.toString();
  }

  /**
   * Reads what {@link #csv} wrote; of an empty text, an empty list.
   *
   * @throws IllegalArgumentException if a line is no such line
   */
  public static List<DetectorMetrics> parse(String csv) {
    List<DetectorMetrics> metrics = new ArrayList<>();
    for (String line : csv.lines().skip(1).toList()) {
      String[] f = line.split(",", -1);
      int epoch = Integer.parseInt(f[0]);
      DetectionMetrics agreement =
          new DetectionMetrics(
              Integer.parseInt(f[3]),
              Integer.parseInt(f[4]),
              Integer.parseInt(f[5]),
              Double.parseDouble(f[6]));
      if (metrics.size() < epoch) {
        metrics.add(new DetectorMetrics(epoch, Double.parseDouble(f[1]), Map.of()));
      }
      metrics.get(epoch - 1).agreement.put(f[2], agreement);
    }
    return metrics;
  }
}
