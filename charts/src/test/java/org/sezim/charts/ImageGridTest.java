package org.sezim.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.charts.ImageGrid.Row;
import org.sezim.charts.ImageGrid.Spec;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class ImageGridTest {
  @TempDir Path folder;

  private static ImageTile tile(int width, int height, String caption) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = i - values.length / 2f;
    }
    return new ImageTile(width, height, values, caption);
  }

  private static List<ImageTile> tiles(int count, int side) {
    return IntStream.range(0, count).mapToObj(i -> tile(side, side, "")).toList();
  }

  private Element svg(Spec spec) throws Exception {
    ImageGrid.of(spec).write(folder, "maps");
    return WrittenChart.svgLikePng(folder, "maps");
  }

  private static Element image(Element svg, int index) {
    return (Element) svg.getElementsByTagName("image").item(index);
  }

  private static BufferedImage embedded(Element svg, int index) throws Exception {
    String data = image(svg, index).getAttribute("xlink:href");
    assertTrue(data.startsWith("data:image/png;base64,"), data);
    byte[] png = Base64.getMimeDecoder().decode(data.substring(data.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void everyTileIsASmallSharpImage() throws Exception {
    List<Row> rows =
        List.of(
            new Row("conv <1>", tiles(3, 44)),
            new Row("", List.of(tile(5, 5, "dead"))),
            new Row("wide", List.of(tile(6, 3, ""))));
    Element svg = svg(new Spec("Maps & more", 60, false, rows));
    assertEquals(5, WrittenChart.count(svg, "image"));
    assertEquals(List.of("Maps & more", "conv <1>", "dead", "wide"), WrittenChart.texts(svg));
    assertEquals(44, embedded(svg, 0).getWidth());
    assertEquals(5, embedded(svg, 3).getWidth());
    for (int i = 0; i < 5; i++) {
      assertTrue(image(svg, i).getAttribute("style").contains("pixelated"));
      assertEquals("60", image(svg, i).getAttribute("width"));
      assertEquals(i == 4 ? "30" : "60", image(svg, i).getAttribute("height"));
    }
  }

  @Test
  void graysRangeFromTheLeastToTheLargestValue() throws Exception {
    ImageTile tile = new ImageTile(3, 1, new float[] {-7, -2, 3});
    ImageTile flat = new ImageTile(1, 1, new float[] {5});
    Element svg = svg(new Spec("t", 60, false, List.of(new Row("", List.of(tile, flat)))));
    assertEquals(0, embedded(svg, 0).getRaster().getSample(0, 0, 0));
    assertEquals(128, embedded(svg, 0).getRaster().getSample(1, 0, 0));
    assertEquals(255, embedded(svg, 0).getRaster().getSample(2, 0, 0));
    assertEquals(128, embedded(svg, 1).getRaster().getSample(0, 0, 0));
    // The same gray in the PNG, where each value is a square of 20 pixels.
    BufferedImage png = WrittenChart.png(folder.resolve("maps.png"));
    int x = Integer.parseInt(image(svg, 0).getAttribute("x"));
    int y = Integer.parseInt(image(svg, 0).getAttribute("y"));
    assertEquals(0xFF000000, png.getRGB(x + 19, y + 19));
    assertEquals(0xFF808080, png.getRGB(x + 20, y));
    assertEquals(0xFF808080, png.getRGB(x + 39, y + 19));
    assertEquals(0xFFFFFFFF, png.getRGB(x + 40, y));
  }

  @Test
  void signedTilesOfARowHaveOneColorScale() throws Exception {
    ImageTile weak = new ImageTile(3, 1, new float[] {-1, 0, 1});
    ImageTile strong = new ImageTile(2, 1, new float[] {-2, 2});
    ImageTile zero = new ImageTile(1, 1, new float[] {0});
    Element svg =
        svg(
            new Spec(
                "t",
                60,
                true,
                List.of(new Row("", List.of(weak, strong)), new Row("", List.of(zero)))));
    assertEquals(0xFF0072B2, embedded(svg, 1).getRGB(0, 0));
    assertEquals(0xFFD55E00, embedded(svg, 1).getRGB(1, 0));
    assertEquals(0xFF80B9D9, embedded(svg, 0).getRGB(0, 0));
    assertEquals(0xFFFFFFFF, embedded(svg, 0).getRGB(1, 0));
    assertEquals(0xFFFFFFFF, embedded(svg, 2).getRGB(0, 0));
  }

  @Test
  void longRowsContinueOnTheNextLine() throws Exception {
    Element svg = svg(new Spec("t", 20, false, List.of(new Row("", tiles(33, 5)))));
    int[] ys =
        IntStream.range(0, 33)
            .map(i -> Integer.parseInt(image(svg, i).getAttribute("y")))
            .distinct()
            .toArray();
    assertEquals(3, ys.length);
    assertEquals(
        image(svg, 0).getAttribute("x"), image(svg, 16).getAttribute("x"), "below the first");
    assertEquals(24, ys[1] - ys[0]);
  }

  @Test
  void captionsAreTruncatedAfterTwoLines() throws Exception {
    List<ImageTile> tiles =
        List.of(
            tile(5, 5, "happiness 98 %"), tile(5, 5, "one two three four five six seven eight"));
    List<String> texts =
        WrittenChart.texts(svg(new Spec("t", 60, false, List.of(new Row("", tiles)))));
    assertEquals(5, texts.size(), texts.toString());
    assertEquals("happiness 98 %", texts.get(1) + " " + texts.get(2));
    assertTrue(texts.get(3).startsWith("one"), texts.toString());
    assertTrue(texts.get(4).endsWith("…"), texts.toString());
  }

  @Test
  void extremeTilesAreDrawn() throws Exception {
    float most = Float.MAX_VALUE;
    ImageTile huge = new ImageTile(3, 1, new float[] {-most, 0, most});
    ImageTile tall = tile(1, 500, "");
    List<Row> rows = List.of(new Row("x".repeat(200), List.of(huge, tall)));
    Element svg = svg(new Spec("", 1000, false, rows));
    assertEquals(128, embedded(svg, 0).getRaster().getSample(1, 0, 0));
    assertEquals("2", image(svg, 1).getAttribute("width"));
    Element signed = svg(new Spec(" ", 100, true, rows));
    assertEquals(0xFF0072B2, embedded(signed, 0).getRGB(0, 0));
  }

  @Test
  void sameTilesGiveSameBytes() throws Exception {
    Path again = folder.resolve("deeper/again");
    Spec spec = new Spec("t", 30, true, List.of(new Row("r", tiles(18, 7))));
    ImageGrid.of(spec).write(folder, "maps");
    ImageGrid.of(spec).write(again, "maps");
    WrittenChart.assertSameBytes(folder, again, "maps");
  }

  @Test
  void tilesCopyTheValues() throws Exception {
    float[] values = {1, 2};
    ImageTile tile = new ImageTile(2, 1, values, " a ");
    values[0] = 9;
    assertEquals(0, tile.gray().getRaster().getSample(0, 0, 0));
    assertEquals(2, tile.width());
    assertEquals(1, tile.height());
    assertEquals("a", tile.caption());
  }

  @Test
  void badInputIsRejected() {
    List<Row> rows = List.of(new Row("", tiles(1, 2)));
    WrittenChart.assertRejected("found 0", () -> new Spec("t", 20, false, List.of()));
    WrittenChart.assertRejected("found 3", () -> new Spec("t", 3, false, rows));
    WrittenChart.assertRejected("found 1001", () -> new Spec("t", 1001, false, rows));
    WrittenChart.assertRejected("r: expected at least 1 tile", () -> new Row("r", List.of()));
    WrittenChart.assertRejected("found 0x2", () -> new ImageTile(0, 2, new float[0]));
    WrittenChart.assertRejected("expected 2x2, found 3", () -> new ImageTile(2, 2, new float[3]));
    WrittenChart.assertRejected("found NaN", () -> new ImageTile(1, 1, new float[] {Float.NaN}));
  }
}
