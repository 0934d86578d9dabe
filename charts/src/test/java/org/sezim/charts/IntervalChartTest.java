package org.sezim.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.charts.IntervalChart.Row;
import org.sezim.charts.IntervalChart.Spec;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class IntervalChartTest {
  private static final List<Row> ROWS =
      List.of(
          new Row("paper CNN", 61.42, 59.8, 63.1),
          new Row("linear <model>", 44, Double.NaN, Double.NaN));

  @TempDir Path folder;

  private static Spec spec(List<Row> rows, OptionalDouble reference) {
    return new Spec("Accuracy", "Accuracy, %", rows, reference, "people");
  }

  private Element svg(Spec spec) throws Exception {
    IntervalChart.of(spec).write(folder, "chart");
    assertFalse(Files.readString(folder.resolve("chart.svg")).contains("NaN"));
    return WrittenChart.svgLikePng(folder, "chart");
  }

  private static long drawn(Element svg, String part) {
    return IntStream.range(0, svg.getElementsByTagName("line").getLength())
        .mapToObj(i -> (Element) svg.getElementsByTagName("line").item(i))
        .filter(line -> line.getAttribute("style").contains(part))
        .count();
  }

  @Test
  void everyRowHasLabelDotAndValue() throws Exception {
    Element svg = svg(spec(ROWS, OptionalDouble.of(65.5)));
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(
        texts.containsAll(
            List.of(
                "Accuracy",
                "Accuracy, %",
                "paper CNN",
                "linear <model>",
                "61.4",
                "44.0",
                "people")),
        texts.toString());
    assertEquals(2, WrittenChart.count(svg, "ellipse"));
    assertEquals(3, drawn(svg, "rgb(0,114,178)"), "one whisker with its two ends");
    assertEquals(1, drawn(svg, "dasharray"), "the reference");
  }

  @Test
  void withoutReferenceThereIsNoLineAndNoLabel() throws Exception {
    Element svg = svg(spec(ROWS, OptionalDouble.empty()));
    assertEquals(0, drawn(svg, "dasharray"));
    assertFalse(WrittenChart.texts(svg).contains("people"));
  }

  @Test
  void ticksAreRound() throws Exception {
    List<String> texts = WrittenChart.texts(svg(spec(ROWS, OptionalDouble.empty())));
    assertTrue(texts.containsAll(List.of("45", "50", "55", "60")), texts.toString());
  }

  @Test
  void integersHaveNoDecimals() throws Exception {
    List<Row> rows = List.of(new Row("a", 12, 11.2, 12.9), new Row("b", 30, 28, 31));
    List<String> texts = WrittenChart.texts(svg(spec(rows, OptionalDouble.empty())));
    assertTrue(texts.containsAll(List.of("12", "30")), texts.toString());
  }

  @Test
  void growsWithTheRows() throws Exception {
    svg(spec(ROWS, OptionalDouble.empty()));
    int two = WrittenChart.png(folder.resolve("chart.png")).getHeight();
    svg(
        spec(
            IntStream.range(0, 30).mapToObj(i -> ROWS.get(i % 2)).toList(),
            OptionalDouble.empty()));
    int thirty = WrittenChart.png(folder.resolve("chart.png")).getHeight();
    assertEquals(28 * 33, thirty - two);
  }

  @Test
  void longLabelsTakeMoreLines() throws Exception {
    String label = "ensemble of five networks with test-time augmentation";
    Row row = new Row(label, 66, 65, 67);
    List<String> texts = WrittenChart.texts(svg(spec(List.of(row), OptionalDouble.empty())));
    assertFalse(texts.contains(label));
    assertTrue(String.join(" ", texts).contains(label), texts.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3, 1e-30, 1e15, 3e38, -3e38})
  void extremeValuesAreDrawn(double value) throws Exception {
    List<Row> rows = List.of(new Row("alone", value, Double.NaN, value));
    assertEquals(0, drawn(svg(spec(rows, OptionalDouble.empty())), "rgb(0,114,178)"));
    svg(spec(List.of(rows.get(0), new Row("b", 0, -3e38, 3e38)), OptionalDouble.of(value)));
    svg(spec(List.of(new Row("", value, value, value)), OptionalDouble.of(value)));
  }

  @Test
  void sameRowsGiveSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    IntervalChart.of(spec(ROWS, OptionalDouble.of(50))).write(folder, "chart");
    IntervalChart.of(spec(ROWS, OptionalDouble.of(50))).write(again, "chart");
    WrittenChart.assertSameBytes(folder, again, "chart");
  }

  @Test
  void badInputIsRejected() {
    WrittenChart.assertRejected("found 0", () -> spec(List.of(), OptionalDouble.empty()));
    WrittenChart.assertRejected("found NaN", () -> spec(ROWS, OptionalDouble.of(Double.NaN)));
    WrittenChart.assertRejected("x: expected a finite", () -> new Row("x", Double.NaN, 1, 2));
    WrittenChart.assertRejected(
        "x: expected low at most high, found 3.0 and 2.0", () -> new Row("x", 2.5, 3, 2));
    WrittenChart.assertRejected(
        "found Infinity", () -> new Row("x", 1, 0, Double.POSITIVE_INFINITY));
  }
}
