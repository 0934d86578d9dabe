package org.sezim.training.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sezim.evaluation.DetectionMetrics;

class DetectorMetricsTest {
  @Test
  void readsWhatItWrote() {
    Map<String, DetectionMetrics> agreement = new LinkedHashMap<>();
    agreement.put("portraits", new DetectionMetrics(10, 9, 0, 0.03125));
    agreement.put("scenes", new DetectionMetrics(20, 15, 2, 0.1));
    List<DetectorMetrics> metrics =
        List.of(
            new DetectorMetrics(1, 2.5, agreement),
            new DetectorMetrics(
                2, 1.25, Map.of("portraits", new DetectionMetrics(10, 10, 0, 0.01))));
    assertEquals(metrics, DetectorMetrics.parse(DetectorMetrics.csv(metrics)));
    assertEquals(List.of(), DetectorMetrics.parse(""));
  }
}
