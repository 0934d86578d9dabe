package org.sezim.evaluation.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.evaluation.Evaluation.ReliabilityBin;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class ReliabilityChartTest {
  @TempDir Path folder;

  private static ReliabilityBin bin(double low, double high, int count, double accuracy) {
    OptionalDouble confidence =
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of((low + high) / 2);
    return new ReliabilityBin(
        low,
        high,
        count,
        confidence,
        count == 0 ? OptionalDouble.empty() : OptionalDouble.of(accuracy));
  }

  private static List<ReliabilityBin> bins(int maxCount) {
    return IntStream.range(0, 15)
        .mapToObj(i -> bin(i / 15.0, (i + 1) / 15.0, i * (maxCount / 14), i / 16.0))
        .toList();
  }

  private Element svg(String title, List<ReliabilityBin> bins) throws Exception {
    ReliabilityChart.of(title, bins).write(folder, "bins");
    Element svg = WrittenChart.svgLikePng(folder, "bins");
    assertEquals("480px", svg.getAttribute("width"));
    return svg;
  }

  @Test
  void everyBinWithFacesHasADotAndBars() throws Exception {
    Element svg = svg("Calibration <of> it", bins(1400));
    assertEquals(14, WrittenChart.count(svg, "ellipse"));
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(
        texts.containsAll(
            List.of("Calibration <of> it", "Confidence", "Accuracy", "Faces", "0", "0.2", "1.0")),
        texts.toString());
    assertTrue(texts.contains("1000"), texts.toString());
  }

  @Test
  void dotsAreAtConfidenceAndAccuracy() throws Exception {
    Element svg = svg("t", List.of(bin(0, 0.5, 3, 0), bin(0.5, 1, 5, 1), bin(0.5, 1, 5, 0.5)));
    double[] x = new double[3];
    double[] y = new double[3];
    for (int i = 0; i < 3; i++) {
      Element dot = (Element) svg.getElementsByTagName("ellipse").item(i);
      x[i] = Double.parseDouble(dot.getAttribute("cx"));
      y[i] = Double.parseDouble(dot.getAttribute("cy"));
    }
    assertEquals(330, y[0] - y[1], 0.1);
    assertEquals(165, y[0] - y[2], 0.1);
    assertEquals(x[1], x[2]);
    assertTrue(x[0] < x[1]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 99, 28709, Integer.MAX_VALUE})
  void anyCountIsDrawn(int count) throws Exception {
    Element svg = svg("t", List.of(bin(0, 1, count, 1)));
    assertEquals(count == 0 ? 0 : 1, WrittenChart.count(svg, "ellipse"));
  }

  @Test
  void numberOfFacesHasAnAxis() throws Exception {
    List<String> texts = WrittenChart.texts(svg("t", List.of(bin(0, 1, 420, 1))));
    assertTrue(texts.containsAll(List.of("200", "400")), texts.toString());
  }

  @Test
  void sameBinsGiveSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    ReliabilityChart.of("t", bins(50)).write(folder, "bins");
    ReliabilityChart.of("t", bins(50)).write(again, "bins");
    WrittenChart.assertSameBytes(folder, again, "bins");
  }

  @Test
  void badBinsAreRejected() {
    rejected("found 0");
    rejected("found ReliabilityBin", bin(0.5, 0.5, 1, 1));
    rejected("found ReliabilityBin", bin(0.5, 1.1, 1, 1));
    rejected("found ReliabilityBin", bin(-0.1, 1, 1, 1));
    rejected("found ReliabilityBin", bin(0, Double.NaN, 1, 1));
    rejected("found ReliabilityBin", bin(0, 1, -1, 1));
    rejected("found ReliabilityBin", bin(0, 1, 1, 61.4));
    rejected("found ReliabilityBin", bin(0, 1, 1, Double.NaN));
    OptionalDouble none = OptionalDouble.empty();
    rejected("found ReliabilityBin", new ReliabilityBin(0, 1, 1, none, none));
  }

  private void rejected(String message, ReliabilityBin... bins) {
    WrittenChart.assertRejected(message, () -> ReliabilityChart.of("t", List.of(bins)));
  }
}
