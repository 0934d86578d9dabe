package org.sezim.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.charts.SmallMultiples.Panel;
import org.sezim.charts.SmallMultiples.Point;
import org.sezim.charts.SmallMultiples.Spec;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class SmallMultiplesTest {
  private static final List<Point> POINTS =
      List.of(new Point("0.5", 61.4, 60, 63), new Point("1", 44, 42, 46));

  @TempDir Path folder;

  private static Spec spec(int panels) {
    return new Spec(
        "Robust & <sound>",
        "Accuracy, %",
        63.4,
        "clean",
        4,
        IntStream.range(0, panels)
            .mapToObj(i -> new Panel("blur " + i, "pixels", POINTS))
            .toList());
  }

  private Element svg(Spec spec) throws Exception {
    SmallMultiples.of(spec).write(folder, "panels");
    Element svg = WrittenChart.svgLikePng(folder, "panels");
    assertFalse(Files.readString(folder.resolve("panels.svg")).contains("NaN"));
    BufferedImage png = WrittenChart.png(folder.resolve("panels.png"));
    assertTrue(WrittenChart.has(png, 0x0072B2), "line");
    assertTrue(WrittenChart.has(png, 0xBFDCEC), "band");
    return svg;
  }

  @Test
  void panelsContinueInTheNextRow() throws Exception {
    List<String> texts = WrittenChart.texts(svg(spec(8)));
    assertTrue(texts.containsAll(List.of("Robust & <sound>", "blur 7", "0.5", "50")));
    BufferedImage eight = WrittenChart.png(folder.resolve("panels.png"));
    svg(spec(4));
    BufferedImage four = WrittenChart.png(folder.resolve("panels.png"));
    assertEquals(eight.getWidth(), four.getWidth());
    assertEquals(210, eight.getHeight() - four.getHeight());
  }

  @Test
  void extremeValuesAreDrawn() throws Exception {
    Point huge = new Point("a label that is far too long", 3e38, -3e38, 3e38);
    svg(new Spec("", "", -3e38, "", 9, List.of(new Panel("", "", List.of(huge, huge)))));
  }

  @Test
  void sameSpecGivesSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    SmallMultiples.of(spec(3)).write(folder, "panels");
    SmallMultiples.of(spec(3)).write(again, "panels");
    WrittenChart.assertSameBytes(folder, again, "panels");
  }

  @Test
  void badInputIsRejected() {
    WrittenChart.assertRejected("found 0", () -> spec(0));
    WrittenChart.assertRejected(
        "columns: expected at least 1, found 0",
        () -> new Spec("", "", 1, "", 0, spec(1).panels()));
    WrittenChart.assertRejected(
        "reference: expected a finite number, found NaN",
        () -> new Spec("", "", Double.NaN, "", 4, spec(1).panels()));
    WrittenChart.assertRejected("x: expected at least 1", () -> new Panel("x", "", List.of()));
    WrittenChart.assertRejected(
        "x: expected low at most high, found 3.0 and 2.0", () -> new Point("x", 2.5, 3, 2));
  }
}
