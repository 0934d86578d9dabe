package org.sezim.charts;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of small images, such as the kernels of a layer or what it makes of a face. Each tile is
 * stretched to its own least and largest value, or, where the sign matters, colored: blue below 0,
 * white at 0, orange above, the same for all tiles of a row.
 */
public final class ImageGrid {
  /** How many tiles stand side by side; what is more goes to the next line. */
  public static final int MOST_ACROSS = 16;

  private static final int GAP = 4;

  /** Between two rows, but not between two lines of one row. */
  private static final int ROW_GAP = 12;

  private static final int SMALLEST_CAPTION = 9;
  private static final int MOST_CAPTION_LINES = 2;

  private final Spec spec;
  private final List<String> title;
  private final List<List<String>> labels;
  private final Font font;
  private final Font small;
  private final int left;
  private final int width;
  private final int height;

  /**
   * What a grid shows.
   *
   * @param title what stands above the tiles, may be blank
   * @param scale the displayed length of a tile's longer side in pixels, 4 to 1000
   * @param signed whether colors tell negative from positive values
   * @param rows at least one, drawn from top to bottom
   */
  public record Spec(String title, int scale, boolean signed, List<Row> rows) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no rows or the scale is outside its range
     */
    public Spec {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("rows: expected at least 1, found 0");
      }
      if (scale < 4 || scale > 1000) {
        throw new IllegalArgumentException("scale: expected 4 to 1000, found " + scale);
      }
    }
  }

  /**
   * Tiles that belong together.
   *
   * @param label what stands at the left, may be blank
   * @param tiles at least one, drawn from left to right
   */
  public record Row(String label, List<ImageTile> tiles) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no tiles
     */
    public Row {
      tiles = List.copyOf(tiles);
      if (tiles.isEmpty()) {
        throw new IllegalArgumentException(label + ": expected at least 1 tile, found 0");
      }
    }

    private List<List<ImageTile>> lines() {
      List<List<ImageTile>> lines = new ArrayList<>();
      for (int i = 0; i < tiles.size(); i += MOST_ACROSS) {
        lines.add(tiles.subList(i, Math.min(tiles.size(), i + MOST_ACROSS)));
      }
      return lines;
    }
  }

  private ImageGrid(Spec spec) {
    this.spec = spec;
    int across =
        spec.rows().stream()
            .mapToInt(row -> Math.min(MOST_ACROSS, row.tiles().size()))
            .max()
            .orElseThrow();
    int tiles = across * (spec.scale() + GAP) - GAP;
    // A wide grid is shown smaller, so its letters are larger.
    int size = Math.max(13, Math.min(28, (tiles + 60) / 28));
    this.font = ChartStyle.plain(size);
    this.labels =
        spec.rows().stream().map(row -> ChartStyle.wrap(font, row.label(), 7.0 * size)).toList();
    double labelWidth =
        labels.stream().mapToDouble(lines -> ChartStyle.width(font, lines)).max().orElse(0);
    this.left = (int) Math.ceil(ChartStyle.MARGIN + (labelWidth == 0 ? 0 : labelWidth + 10));
    // Room for some words of a title above a single tile.
    this.width = Math.max(240, left + tiles + ChartStyle.MARGIN);
    this.small = captionFont(spec, size);
    this.title = ChartStyle.wrap(titleFont(), spec.title(), width - 2.0 * ChartStyle.MARGIN);
    int end = top();
    for (int i = 0; i < spec.rows().size(); i++) {
      end += rowHeight(i) + ROW_GAP;
    }
    this.height = end - ROW_GAP + ChartStyle.MARGIN;
  }

  private Font titleFont() {
    return ChartStyle.bold(font.getSize() + 3);
  }

  private int titleLine() {
    return font.getSize() + 9;
  }

  private int top() {
    return ChartStyle.MARGIN + (title.isEmpty() ? 0 : title.size() * titleLine() + 6);
  }

  /** The largest in which every word of the captions fits below its tile. */
  private static Font captionFont(Spec spec, int size) {
    List<String> words =
        spec.rows().stream()
            .flatMap(row -> row.tiles().stream())
            .flatMap(tile -> Stream.of(tile.caption().split("\\s+", -1)))
            .toList();
    int fitting = size - 1;
    while (fitting > SMALLEST_CAPTION
        && ChartStyle.width(ChartStyle.plain(fitting), words) > captionWidth(spec)) {
      fitting--;
    }
    return ChartStyle.plain(fitting);
  }

  /** A little wider than the tile, but apart from the captions beside it. */
  private static int captionWidth(Spec spec) {
    return spec.scale() + GAP - 2;
  }

  private List<String> caption(ImageTile tile) {
    int most = captionWidth(spec);
    List<String> lines = ChartStyle.wrap(small, tile.caption(), most);
    if (lines.size() <= MOST_CAPTION_LINES) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, MOST_CAPTION_LINES));
    kept.set(
        MOST_CAPTION_LINES - 1,
        ChartStyle.cut(small, kept.get(MOST_CAPTION_LINES - 1) + "…", most));
    return kept;
  }

  private int captionLine() {
    return small.getSize() + 3;
  }

  /**
   * Draws a grid. The width is about that of the longest row, at most {@value #MOST_ACROSS} tiles
   * and a label; the height grows with the rows. A caption that takes more than two lines even in
   * small letters is cut.
   *
   * @param spec what to draw
   */
  public static ChartFile of(Spec spec) {
    ImageGrid chart = new ImageGrid(spec);
    return new ChartFile(
        chart.width,
        chart.height,
        spec.title(),
        spec.rows().stream()
            .map(row -> (row.label() + " " + row.tiles().size() + " images").strip())
            .collect(Collectors.joining(", ")),
        chart::paint);
  }

  private int shown(ImageTile tile, int side) {
    return Math.max(
        1, (int) Math.round((double) spec.scale() * side / Math.max(tile.width(), tile.height())));
  }

  private int lineHeight(List<ImageTile> line) {
    int tallest = line.stream().mapToInt(tile -> shown(tile, tile.height())).max().orElseThrow();
    int captions = line.stream().mapToInt(tile -> caption(tile).size()).max().orElseThrow();
    return tallest + (captions == 0 ? 0 : captions * captionLine() + 2);
  }

  private int tilesHeight(Row row) {
    return row.lines().stream().mapToInt(line -> lineHeight(line) + GAP).sum() - GAP;
  }

  private int labelLine() {
    return font.getSize() + 4;
  }

  private int rowHeight(int row) {
    return Math.max(tilesHeight(spec.rows().get(row)), labels.get(row).size() * labelLine());
  }

  private void paint(Graphics2D g) {
    for (int i = 0; i < title.size(); i++) {
      double base = ChartStyle.MARGIN + font.getSize() + (double) i * titleLine();
      ChartStyle.text(g, titleFont(), ChartStyle.INK, title.get(i), 0, ChartStyle.MARGIN, base);
    }
    int y = top();
    for (int i = 0; i < spec.rows().size(); i++) {
      row(g, i, y);
      y += rowHeight(i) + ROW_GAP;
    }
  }

  private void row(Graphics2D g, int index, int top) {
    Row row = spec.rows().get(index);
    List<String> label = labels.get(index);
    // In the middle of the first line of tiles, or from the top where it is taller.
    int first = shown(row.tiles().get(0), row.tiles().get(0).height());
    double above = Math.max(0, (first - label.size() * labelLine()) / 2.0);
    for (int i = 0; i < label.size(); i++) {
      double base = top + above + font.getSize() + i * labelLine();
      ChartStyle.text(g, font, ChartStyle.INK, label.get(i), 1, left - 10, base);
    }
    float largest = 0;
    for (ImageTile tile : row.tiles()) {
      largest = Math.max(largest, tile.largest());
    }
    int y = top;
    for (List<ImageTile> line : row.lines()) {
      int x = left;
      for (ImageTile tile : line) {
        tile(g, tile, spec.signed() ? tile.signed(largest) : tile.gray(), x, y);
        x += spec.scale() + GAP;
      }
      y += lineHeight(line) + GAP;
    }
  }

  private void tile(Graphics2D g, ImageTile tile, BufferedImage image, int x, int y) {
    int wide = shown(tile, tile.width());
    int high = shown(tile, tile.height());
    ImageTile.draw(g, image, x, y, wide, high);
    g.setColor(ChartStyle.FRAME);
    g.setStroke(ChartStyle.stroke(1));
    g.draw(new Rectangle2D.Double(x - 0.5, y - 0.5, wide + 1, high + 1));
    double base = y + high + small.getSize() + 2;
    for (String caption : caption(tile)) {
      ChartStyle.text(g, small, ChartStyle.INK, caption, 0.5, x + wide / 2.0, base);
      base += captionLine();
    }
  }
}
