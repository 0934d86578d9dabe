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
 * Rows of small images, for example the kernels or the feature maps of a layer. A tile is shown in
 * gray, stretched to its own least and largest value, or, if the sign matters, in color: blue below
 * 0, white at 0, orange above, with one color scale per row.
 */
public final class ImageGrid {
  /** Maximum number of tiles side by side; more tiles continue on the next line. */
  public static final int MAX_COLUMNS = 16;

  private static final int GAP = 4;

  /** Between two rows, but not between two lines of one row. */
  private static final int ROW_GAP = 12;

  /** Smallest font size of captions. */
  private static final int MIN_CAPTION_SIZE = 9;

  private static final int MAX_CAPTION_LINES = 2;

  private final Spec spec;
  private final List<String> title;
  private final List<List<String>> labels;
  private final Font font;
  private final Font small;
  private final int left;
  private final int width;
  private final int height;

  /**
   * Content of a grid.
   *
   * @param title the title above the tiles, may be blank
   * @param tileSize the displayed length of a tile's longer side in pixels, 4 to 1000
   * @param signed true to show negative and positive values in different colors
   * @param rows at least one, drawn from top to bottom
   */
  public record Spec(String title, int tileSize, boolean signed, List<Row> rows) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there are no rows or the tile size is outside its range
     */
    public Spec {
      rows = List.copyOf(rows);
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("rows: expected at least 1, found 0");
      }
      if (tileSize < 4 || tileSize > 1000) {
        throw new IllegalArgumentException("tileSize: expected 4 to 1000, found " + tileSize);
      }
    }
  }

  /**
   * One row of tiles.
   *
   * @param label the label at the left, may be blank
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
      for (int i = 0; i < tiles.size(); i += MAX_COLUMNS) {
        lines.add(tiles.subList(i, Math.min(tiles.size(), i + MAX_COLUMNS)));
      }
      return lines;
    }
  }

  private ImageGrid(Spec spec) {
    this.spec = spec;
    int columns =
        spec.rows().stream()
            .mapToInt(row -> Math.min(MAX_COLUMNS, row.tiles().size()))
            .max()
            .orElseThrow();
    int tilesWidth = columns * (spec.tileSize() + GAP) - GAP;
    // A wide grid is usually displayed scaled down, so its font is larger.
    int size = Math.max(13, Math.min(28, (tilesWidth + 60) / 28));
    this.font = ChartStyle.plain(size);
    this.labels =
        spec.rows().stream().map(row -> ChartStyle.wrap(font, row.label(), 7.0 * size)).toList();
    double labelWidth =
        labels.stream().mapToDouble(lines -> ChartStyle.width(font, lines)).max().orElse(0);
    this.left = (int) Math.ceil(ChartStyle.MARGIN + (labelWidth == 0 ? 0 : labelWidth + 10));
    // At least 240, so that a title fits above a single tile.
    this.width = Math.max(240, left + tilesWidth + ChartStyle.MARGIN);
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

  /** Returns the largest font in which every word of the captions fits below its tile. */
  private static Font captionFont(Spec spec, int size) {
    List<String> words =
        spec.rows().stream()
            .flatMap(row -> row.tiles().stream())
            .flatMap(tile -> Stream.of(tile.caption().split("\\s+", -1)))
            .toList();
    int captionSize = size - 1;
    while (captionSize > MIN_CAPTION_SIZE
        && ChartStyle.width(ChartStyle.plain(captionSize), words) > captionWidth(spec)) {
      captionSize--;
    }
    return ChartStyle.plain(captionSize);
  }

  /** Maximum width of a caption: a little wider than the tile, without touching its neighbors. */
  private static int captionWidth(Spec spec) {
    return spec.tileSize() + GAP - 2;
  }

  private List<String> caption(ImageTile tile) {
    int maxWidth = captionWidth(spec);
    List<String> lines = ChartStyle.wrap(small, tile.caption(), maxWidth);
    if (lines.size() <= MAX_CAPTION_LINES) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, MAX_CAPTION_LINES));
    kept.set(
        MAX_CAPTION_LINES - 1,
        ChartStyle.truncate(small, kept.get(MAX_CAPTION_LINES - 1) + "…", maxWidth));
    return kept;
  }

  private int captionLine() {
    return small.getSize() + 3;
  }

  /**
   * Draws a grid. The width is about that of the longest row, at most {@value #MAX_COLUMNS} tiles
   * and a label; the height grows with the rows. A caption that needs more than two lines even in
   * the smallest font is truncated.
   *
   * @param spec the content of the chart
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
        1,
        (int) Math.round((double) spec.tileSize() * side / Math.max(tile.width(), tile.height())));
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
    // Vertically centered to the first line of tiles, or from the top if it is taller.
    int first = shown(row.tiles().get(0), row.tiles().get(0).height());
    double above = Math.max(0, (first - label.size() * labelLine()) / 2.0);
    for (int i = 0; i < label.size(); i++) {
      double base = top + above + font.getSize() + i * labelLine();
      ChartStyle.text(g, font, ChartStyle.INK, label.get(i), 1, left - 10, base);
    }
    float maxAbs = 0;
    for (ImageTile tile : row.tiles()) {
      maxAbs = Math.max(maxAbs, tile.maxAbs());
    }
    int y = top;
    for (List<ImageTile> line : row.lines()) {
      int x = left;
      for (ImageTile tile : line) {
        tile(g, tile, spec.signed() ? tile.signed(maxAbs) : tile.gray(), x, y);
        x += spec.tileSize() + GAP;
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
