package org.sezim.evaluation.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sezim.charts.ChartFile;
import org.sezim.charts.ChartStyle;

/**
 * Chart of a confusion matrix: rows are the true classes, columns the predicted ones. Each cell
 * shows its count and its percentage of the row, and is darker the larger this percentage.
 */
public final class ConfusionChart {
  private static final Font TITLE = ChartStyle.bold(16);
  private static final Font AXIS = ChartStyle.plain(14);
  private static final Font LABEL = ChartStyle.plain(13);
  private static final Font COUNT = ChartStyle.bold(13);
  private static final Font PERCENT = ChartStyle.plain(11);

  private static final Color GRID = new Color(0xC8C8C8);
  private static final Color FULL = new Color(0x08457E);

  private static final int CELL_HEIGHT = 46;
  private static final int MARGIN = 16;

  /** Height of the title including its margins. */
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
    int longest = (int) Math.ceil(ChartStyle.width(LABEL, labels));
    int titleWidth = (int) Math.ceil(ChartStyle.width(TITLE, title));
    this.left = MARGIN + 32 + longest;
    this.cellWidth = Math.max(66, longest + 10);
    this.width = Math.max(left + labels.size() * cellWidth, titleWidth + MARGIN) + MARGIN;
    this.height = TOP + labels.size() * CELL_HEIGHT + BOTTOM;
  }

  /**
   * Draws a matrix. The size grows with the number of classes: seven take about 580×430 pixels.
   *
   * @param title the title above the matrix
   * @param labels the names of the C classes
   * @param matrix {@code [C][C]} counts, rows truth, columns predicted
   * @throws IllegalArgumentException if there are no labels, the matrix is not C×C, or a count is
   *     negative
   */
  public static ChartFile of(String title, List<String> labels, int[][] matrix) {
    int classes = labels.size();
    if (classes == 0) {
      throw new IllegalArgumentException("labels: expected at least 1, found 0");
    }
    if (matrix.length != classes) {
      throw new IllegalArgumentException(
          "matrix: expected " + classes + " rows, one per label, found " + matrix.length);
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
    return new ChartFile(
        chart.width,
        chart.height,
        title,
        "Rows: truth. Columns: predicted. Classes: " + String.join(", ", labels),
        chart::paint);
  }

  private void paint(Graphics2D g) {
    int classes = labels.size();
    int right = left + classes * cellWidth;
    int bottom = TOP + classes * CELL_HEIGHT;
    double middleX = (left + right) / 2.0;
    double middleY = (TOP + bottom) / 2.0;

    // Centered above the cells, but never beyond the left edge.
    double titleX = Math.max(middleX, MARGIN + ChartStyle.width(TITLE, title) / 2);
    ChartStyle.text(g, TITLE, ChartStyle.INK, title, 0.5, titleX, TOP - 18);
    ChartStyle.text(g, AXIS, ChartStyle.INK, "Predicted", 0.5, middleX, bottom + 48);
    ChartStyle.verticalText(g, AXIS, ChartStyle.INK, "Truth", MARGIN + 10, middleY);

    for (int row = 0; row < classes; row++) {
      int y = TOP + row * CELL_HEIGHT;
      String label = labels.get(row);
      double labelX = left + cellWidth * (row + 0.5);
      ChartStyle.text(g, LABEL, ChartStyle.INK, label, 0.5, labelX, bottom + 20);
      ChartStyle.text(g, LABEL, ChartStyle.INK, label, 1, left - 8, y + CELL_HEIGHT / 2 + 5);
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
    g.setStroke(ChartStyle.stroke(1));
    g.draw(box);
    // At this percentage, white and ink have the same contrast to the blue.
    Color ink = share > 0.67 ? Color.WHITE : ChartStyle.INK;
    double middle = x + cellWidth / 2.0;
    ChartStyle.text(g, COUNT, ink, String.valueOf(count), 0.5, middle, y + 21);
    String percent = support == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    ChartStyle.text(g, PERCENT, ink, percent, 0.5, middle, y + 37);
  }

  /** Blends from white at 0 to dark blue at 1. */
  private static Color blend(double share) {
    return new Color(
        (int) Math.round(255 + share * (FULL.getRed() - 255)),
        (int) Math.round(255 + share * (FULL.getGreen() - 255)),
        (int) Math.round(255 + share * (FULL.getBlue() - 255)));
  }
}
