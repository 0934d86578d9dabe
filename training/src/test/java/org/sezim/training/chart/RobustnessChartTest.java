package org.sezim.training.chart;

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
import org.sezim.testing.TinyFer;
import org.sezim.training.chart.PanelChart.Panel;
import org.sezim.training.chart.PanelChart.Point;
import org.sezim.training.chart.PanelChart.Spec;
import org.sezim.training.data.DataOptions;
import org.sezim.training.data.FaceData;
import org.sezim.training.data.Split;
import org.sezim.training.evaluate.Disturbance;
import org.sezim.training.evaluate.Evaluation;
import org.sezim.training.evaluate.Robustness;
import org.w3c.dom.Element;

class RobustnessChartTest {
  private static final List<Point> POINTS =
      List.of(new Point("0.5", 61.4, 60, 63), new Point("1", 44, 42, 46));

  @TempDir Path folder;

  private static Spec spec(int panels) {
    return new Spec(
        "Robust & <sound>",
        "Accuracy, %",
        63.4,
        "undisturbed",
        4,
        IntStream.range(0, panels)
            .mapToObj(i -> new Panel("blur " + i, "pixels", POINTS))
            .toList());
  }

  private Element svg(Spec spec) throws Exception {
    PanelChart.write(folder, "panels", spec);
    Element svg = WrittenChart.svg(folder.resolve("panels.svg"));
    assertFalse(Files.readString(folder.resolve("panels.svg")).contains("NaN"));
    BufferedImage png = WrittenChart.png(folder.resolve("panels.png"));
    assertEquals(png.getHeight() + "px", svg.getAttribute("height"));
    assertEquals(png.getWidth() + "px", svg.getAttribute("width"));
    assertTrue(WrittenChart.has(png, 0x0072B2), "line");
    assertTrue(WrittenChart.has(png, 0xBFDCEC), "band");
    return svg;
  }

  @Test
  void aPanelADisturbanceAndAFaceUnderEachOfItsStrengths() throws Exception {
    Path csv = folder.resolve("tiny.csv");
    TinyFer.write(csv, 0, 7, 0, 3);
    float[][] right = new float[100][];
    for (int i = 0; i < 100; i++) {
      right[i] = i < 61 ? new float[] {1, 0} : new float[] {0, 1};
    }
    Evaluation evaluation = Evaluation.of("s", List.of("a", "b"), new int[100], right);
    Robustness robustness =
        Robustness.measure(
            FaceData.read(csv, DataOptions.defaults()).require(Split.PUBLIC_TEST),
            faces -> evaluation);
    RobustnessChart.write(folder, "tiny on PublicTest", robustness);
    Element svg = WrittenChart.svg(folder.resolve("robustness.svg"));
    WrittenChart.png(folder.resolve("robustness.png"));
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(texts.contains("tiny on PublicTest"), texts.toString());
    assertTrue(texts.contains("undisturbed, 61.0 %"), texts.toString());
    for (Disturbance disturbance : Disturbance.values()) {
      assertTrue(texts.contains(disturbance.label()), texts.toString());
      assertTrue(texts.contains(disturbance.unit()), texts.toString());
    }
    assertEquals(40, WrittenChart.count(svg, "ellipse"));
    Element faces = WrittenChart.svg(folder.resolve("disturbances.svg"));
    WrittenChart.png(folder.resolve("disturbances.png"));
    assertEquals(48, WrittenChart.count(faces, "image"));
  }

  @Test
  void panelsGoOnBelow() throws Exception {
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
    PanelChart.write(folder, "panels", spec(3));
    PanelChart.write(again, "panels", spec(3));
    WrittenChart.assertSameBytes(folder, again, "panels");
  }

  @Test
  void badInputIsRejected() {
    WrittenChart.assertRejected("found 0", () -> spec(0));
    WrittenChart.assertRejected(
        "across: expected at least 1, found 0", () -> new Spec("", "", 1, "", 0, spec(1).panels()));
    WrittenChart.assertRejected(
        "reference: expected a finite number, found NaN",
        () -> new Spec("", "", Double.NaN, "", 4, spec(1).panels()));
    WrittenChart.assertRejected("x: expected at least 1", () -> new Panel("x", "", List.of()));
    WrittenChart.assertRejected(
        "x: expected low at most high, found 3.0 and 2.0", () -> new Point("x", 2.5, 3, 2));
  }
}
