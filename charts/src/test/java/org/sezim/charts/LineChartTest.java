package org.sezim.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.charts.LineChart.Line;
import org.sezim.charts.LineChart.Spec;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class LineChartTest {
  @TempDir Path folder;

  private static Spec spec(boolean logX, boolean logY, List<Line> lines) {
    return new Spec("Loss <of> five & more", "Epoch", "Loss", logX, logY, lines);
  }

  private static List<Line> lines(int count, int points) {
    return IntStream.range(0, count)
        .mapToObj(
            line ->
                new Line(
                    "network " + line,
                    IntStream.rangeClosed(1, points).mapToObj(i -> (double) i).toList(),
                    IntStream.rangeClosed(1, points)
                        .mapToObj(i -> 0.2 * line + Math.exp(-i / 12.0))
                        .toList()))
        .toList();
  }

  private static Line values(Double... y) {
    return new Line(
        "values",
        IntStream.rangeClosed(1, y.length).mapToObj(i -> (double) i).toList(),
        List.of(y));
  }

  private Element svg(Spec spec) throws Exception {
    LineChart.of(spec).write(folder, "chart");
    WrittenChart.png(folder.resolve("chart.png"));
    return WrittenChart.svg(folder.resolve("chart.svg"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 8})
  void drawsAndNamesEveryLine(int count) throws Exception {
    Element svg = svg(spec(false, false, lines(count, 50)));
    assertEquals(count, WrittenChart.count(svg, "path"));
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(texts.containsAll(List.of("Loss <of> five & more", "Epoch", "Loss")), texts + "");
    assertTrue(texts.containsAll(lines(count, 1).stream().map(Line::name).toList()), texts + "");
    assertEquals("480px", svg.getAttribute("width"));
    assertEquals(480, WrittenChart.png(folder.resolve("chart.png")).getWidth());
    long size = Files.size(folder.resolve("chart.svg"));
    assertTrue(size < 20_000, "found " + size);
  }

  @Test
  void linesDifferInColorAndDashes() throws Exception {
    Element svg = svg(spec(false, false, lines(8, 3)));
    List<String> styles =
        IntStream.range(0, 8)
            .mapToObj(i -> (Element) svg.getElementsByTagName("path").item(i))
            .map(path -> path.getAttribute("style"))
            .toList();
    assertEquals(
        8,
        styles.stream().map(s -> s.replaceAll(".*stroke:(rgb[^;]*).*", "$1")).distinct().count());
    assertEquals(7, styles.stream().filter(s -> s.contains("dasharray")).count());
    assertEquals(8, styles.stream().map(s -> s.replaceAll("rgb[^;]*", "")).distinct().count());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
  void invalidPointsAreGaps(double value) throws Exception {
    Element svg = svg(spec(false, false, List.of(values(1.0, 2.0, value, 1.0, 2.0, value, 3.0))));
    assertEquals(2, WrittenChart.count(svg, "path"));
    assertEquals(1, WrittenChart.count(svg, "ellipse"), "a single point is a dot");
    Element none = svg(spec(false, true, List.of(values(value))));
    assertEquals(0, WrittenChart.count(none, "path") + WrittenChart.count(none, "ellipse"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1})
  void logAxesLeaveOutZeroAndNegativeValues(double value) throws Exception {
    Line line = values(1.0, 2.0, value, 1.0, 2.0);
    assertEquals(1, WrittenChart.count(svg(spec(false, false, List.of(line))), "path"));
    assertEquals(2, WrittenChart.count(svg(spec(false, true, List.of(line))), "path"));
    Line start = new Line("from 0", List.of(value, 1.0, 2.0), List.of(1.0, 2.0, 3.0));
    assertEquals(1, WrittenChart.count(svg(spec(true, false, List.of(start))), "path"));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-5, 0.1, 1e-4 0.001 0.01",
    "3, 70, 5 10 20 50",
    "0.34, 0.45, 0.34 0.36 0.38",
    "1e-30, 1e30, 1e-20 1 1e20"
  })
  void logAxesHaveRoundTicks(double low, double high, String expected) throws Exception {
    List<String> texts = WrittenChart.texts(svg(spec(false, true, List.of(values(low, high)))));
    assertTrue(texts.containsAll(List.of(expected.split(" "))), texts.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3, 1e-30, 3e38, -3e38})
  void singleValueIsDrawn(double value) throws Exception {
    Element svg = svg(spec(false, false, List.of(values(value), values(value, value))));
    assertEquals(1, WrittenChart.count(svg, "ellipse"));
    assertEquals(1, WrittenChart.count(svg, "path"));
    assertFalse(Files.readString(folder.resolve("chart.svg")).contains("NaN"));
  }

  @Test
  void hugeRangesAreDrawn() throws Exception {
    svg(spec(false, false, List.of(values(-3e38, 3e38))));
    svg(spec(false, false, List.of(values(1e9, 1e9 + 1e-6))));
    svg(spec(true, true, List.of(values(1e-37, 3e38))));
    assertFalse(Files.readString(folder.resolve("chart.svg")).contains("NaN"));
  }

  @Test
  void longNamesTakeMoreLines() throws Exception {
    String name = "a name that is far longer than the legend is wide and so ".repeat(3).strip();
    Line line = new Line(name, List.of(1.0), List.of(1.0));
    List<String> texts = WrittenChart.texts(svg(spec(false, false, List.of(line))));
    assertTrue(String.join(" ", texts).endsWith(name), texts.toString());
    assertTrue(texts.stream().allMatch(text -> text.length() < 60), texts.toString());
  }

  @Test
  void sameLinesGiveSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    LineChart.of(spec(false, false, lines(3, 9))).write(folder, "chart");
    LineChart.of(spec(false, false, lines(3, 9))).write(again, "chart");
    WrittenChart.assertSameBytes(folder, again, "chart");
  }

  @Test
  void badInputIsRejected() {
    WrittenChart.assertRejected("found 0", () -> spec(false, false, List.of()));
    WrittenChart.assertRejected("found 9", () -> spec(false, false, lines(9, 1)));
    WrittenChart.assertRejected(
        "net: expected as many y as x, 1, found 2",
        () -> new Line("net", List.of(1.0), List.of(1.0, 2.0)));
    WrittenChart.assertRejected("name: expected", () -> new Line(" ", List.of(), List.of()));
  }
}
