package org.sezim.training.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A confusion matrix as a table: rows are the true classes, columns the predicted ones; each cell
 * says how many and what share of its row, and is the darker the larger that share.
 */
public final class ConfusionChart {
  private static final Font TITLE = Look.bold(16);
  private static final Font AXIS = Look.plain(14);
  private static final Font LABEL = Look.plain(13);
  private static final Font COUNT = Look.bold(13);
  private static final Font PERCENT = Look.plain(11);

  private static final Color GRID = new Color(0xC8C8C8);
  private static final Color FULL = new Color(0x08457E);

  private static final int CELL_HEIGHT = 46;
  private static final int MARGIN = 16;

  /** Height of the title with the space around it. */
  private static final int TOP = 48;

  /** Height of the column labels and the axis title below the cells. */
  private static final int BOTTOM = 64;

  private final String title;
  private final List<String> labels;
  private final int[][] matrix;
  private final int left;
  private final int cellWidth;
  private final int width;
  private final int height;

  private ConfusionChart(String title, List<String> labels, int[][] matrix) {
    this.title = title;
    this.labels = labels;
    this.matrix = matrix;
    Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    FontMetrics metrics = ruler.getFontMetrics(LABEL);
    int longest = labels.stream().mapToInt(metrics::stringWidth).max().orElseThrow();
    int titleWidth = ruler.getFontMetrics(TITLE).stringWidth(title);
    ruler.dispose();
    this.left = MARGIN + 32 + longest;
    this.cellWidth = Math.max(66, longest + 10);
    this.width = Math.max(left + labels.size() * cellWidth, titleWidth + MARGIN) + MARGIN;
    this.height = TOP + labels.size() * CELL_HEIGHT + BOTTOM;
  }

  /**
   * Writes {@code confusion.png} and {@code confusion.svg}, and replaces those that exist. The
   * pictures grow with the number of classes: seven of them take about 580×430 pixels.
   *
   * @param folder where to write; made if it does not exist
   * @param title what stands above the table
   * @param labels the names of the C classes
   * @param matrix {@code [C][C]} counts, rows truth, columns predicted
   * @throws IllegalArgumentException if there are no labels, the matrix is not C×C, or a count is
   *     negative
   * @throws IOException if a file cannot be written
   */
  public static void write(Path folder, String title, List<String> labels, int[][] matrix)
      throws IOException {
    int classes = labels.size();
    if (classes == 0) {
      throw new IllegalArgumentException("labels: expected at least 1, found 0");
    }
    if (matrix.length != classes) {
      throw new IllegalArgumentException(
          "matrix: expected " + classes + " rows, one a label, found " + matrix.length);
    }
    for (int[] row : matrix) {
      if (row.length != classes || Arrays.stream(row).anyMatch(count -> count < 0)) {
        throw new IllegalArgumentException(
            "matrix: expected rows of "
                + classes
                + " counts, none negative, found "
                + Arrays.toString(row));
      }
    }
    ConfusionChart chart = new ConfusionChart(title, List.copyOf(labels), matrix);
    Picture.write(
        folder,
        "confusion",
        chart.width,
        chart.height,
        title,
        "Rows: truth. Columns: predicted. Classes: " + String.join(", ", labels),
        chart::paint);
  }

  private void paint(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    int classes = labels.size();
    int right = left + classes * cellWidth;
    int bottom = TOP + classes * CELL_HEIGHT;
    double middleX = (left + right) / 2.0;
    double middleY = (TOP + bottom) / 2.0;

    // Above the cells, but never beyond the left edge.
    g.setFont(TITLE);
    int titleWidth = g.getFontMetrics().stringWidth(title);
    centered(g, title, Look.INK, Math.max(middleX, MARGIN + titleWidth / 2.0), TOP - 18);
    g.setFont(AXIS);
    centered(g, "Predicted", Look.INK, middleX, bottom + 48);
    g.rotate(-Math.PI / 2, MARGIN + 10, middleY);
    centered(g, "Truth", Look.INK, MARGIN + 10, middleY);
    g.rotate(Math.PI / 2, MARGIN + 10, middleY);

    for (int row = 0; row < classes; row++) {
      int y = TOP + row * CELL_HEIGHT;
      g.setFont(LABEL);
      String label = labels.get(row);
      centered(g, label, Look.INK, left + cellWidth * (row + 0.5), bottom + 20);
      int labelWidth = g.getFontMetrics().stringWidth(label);
      centered(g, label, Look.INK, left - 8 - labelWidth / 2.0, y + CELL_HEIGHT / 2 + 5);
      int support = Arrays.stream(matrix[row]).sum();
      for (int column = 0; column < classes; column++) {
        cell(g, left + column * cellWidth, y, matrix[row][column], support);
      }
    }
  }

  private void cell(Graphics2D g, int x, int y, int count, int support) {
    double share = support == 0 ? 0 : (double) count / support;
    Rectangle2D box = new Rectangle2D.Double(x, y, cellWidth, CELL_HEIGHT);
    g.setColor(blend(share));
    g.fill(box);
    g.setColor(GRID);
    g.setStroke(new BasicStroke(1));
    g.draw(box);
    // Where white and ink stand out from the blue equally.
    Color ink = share > 0.67 ? Color.WHITE : Look.INK;
    double middle = x + cellWidth / 2.0;
    g.setFont(COUNT);
    centered(g, String.valueOf(count), ink, middle, y + 21);
    g.setFont(PERCENT);
    String percent = support == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    centered(g, percent, ink, middle, y + 37);
  }

  /** From white at 0 to dark blue at 1. */
  private static Color blend(double share) {
    return new Color(
        (int) Math.round(255 + share * (FULL.getRed() - 255)),
        (int) Math.round(255 + share * (FULL.getGreen() - 255)),
        (int) Math.round(255 + share * (FULL.getBlue() - 255)));
  }

  private static void centered(Graphics2D g, String text, Color ink, double middle, double base) {
    g.setColor(ink);
    double x = middle - g.getFontMetrics().stringWidth(text) / 2.0;
    g.drawString(text, (float) x, (float) base);
  }
}
