package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.charts.ImageTile;
import org.sezim.reproduction.FaceOverlay.Area;
import org.sezim.reproduction.FaceOverlay.Place;
import org.sezim.reproduction.FaceOverlay.Spec;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class FaceOverlayTest {
  private static final List<Area> AREAS =
      List.of(new Area("left <eye>", 8, 12, 14, 10), new Area("edge", 44, 0, 4, 48));

  @TempDir Path folder;

  private static ImageTile face(int width, int height) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    return new ImageTile(width, height, values);
  }

  private static Spec spec(List<Place> places) {
    return new Spec("Where it looks", face(48, 48), AREAS, places);
  }

  private Element svg(Spec spec) throws Exception {
    FaceOverlay.of(spec).write(folder, "places");
    return WrittenChart.svgLikePng(folder, "places");
  }

  /** The radii of the blue circles, in drawing order. */
  private static double[] radii(Element svg) {
    return IntStream.range(0, WrittenChart.count(svg, "ellipse"))
        .mapToObj(i -> (Element) svg.getElementsByTagName("ellipse").item(i))
        .filter(circle -> circle.getAttribute("style").contains("rgb(0,114,178)"))
        .mapToDouble(circle -> Double.parseDouble(circle.getAttribute("rx")))
        .toArray();
  }

  @Test
  void drawsFaceAreasAndPlaces() throws Exception {
    Element svg = svg(spec(List.of(new Place(24, 24, 1), new Place(10.5, 20, 4))));
    assertEquals(List.of("Where it looks", "4", "left <eye>", "edge"), WrittenChart.texts(svg));
    assertEquals(1, WrittenChart.count(svg, "image"));
    assertEquals(4, WrittenChart.count(svg, "ellipse"), "each with its halo");
    assertEquals("508px", svg.getAttribute("width"));
  }

  @Test
  void circleAreaGrowsWithItsCount() throws Exception {
    double[] radii =
        radii(svg(spec(List.of(new Place(24, 24, 4), new Place(4, 4, 16), new Place(0, 48, 9)))));
    assertEquals(radii[0] / 4, radii[1] / 3, 0.02);
    assertEquals(radii[0] / 4, radii[2] / 2, 0.02);
  }

  @Test
  void circlesNeitherCoverTheFaceNorVanish() throws Exception {
    double[] radii =
        radii(
            svg(spec(List.of(new Place(1, 1, 1), new Place(2, 2, 2), new Place(3, 3, 2_000_000)))));
    assertTrue(radii[0] < 48, "found " + radii[0]);
    assertTrue(radii[1] > 6, "found " + radii[1]);
    assertEquals(4, radii[2]);
  }

  @Test
  void faceMayHaveAnySizeAndNoPlaces() throws Exception {
    Element svg = svg(new Spec("", face(64, 32), List.of(), List.of()));
    Element image = (Element) svg.getElementsByTagName("image").item(0);
    assertEquals("480", image.getAttribute("width"));
    assertEquals("240", image.getAttribute("height"));
    svg(
        new Spec(
            "t", new ImageTile(1, 1, new float[1]), List.of(new Area(" ", 0, 0, 1, 1)), List.of()));
  }

  @Test
  void samePlacesGiveSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    List<Place> places = List.of(new Place(24, 24, 1), new Place(10.5, 20, 4));
    FaceOverlay.of(spec(places)).write(folder, "places");
    FaceOverlay.of(spec(places)).write(again, "places");
    WrittenChart.assertSameBytes(folder, again, "places");
  }

  @Test
  void badInputIsRejected() {
    WrittenChart.assertRejected("found 0", () -> new Place(1, 1, 0));
    WrittenChart.assertRejected("mouth: expected", () -> new Area("mouth", 1, 1, 0, 2));
    WrittenChart.assertRejected("mouth: expected", () -> new Area("mouth", 1, 1, 2, Double.NaN));
    WrittenChart.assertRejected("48x48, found", () -> spec(List.of(new Place(48.1, 1, 1))));
    WrittenChart.assertRejected("48x48, found", () -> spec(List.of(new Place(Double.NaN, 1, 1))));
    List<Area> outside = List.of(new Area("mouth", 40, 40, 9, 2));
    WrittenChart.assertRejected("mouth", () -> new Spec("t", face(48, 48), outside, List.of()));
  }
}
