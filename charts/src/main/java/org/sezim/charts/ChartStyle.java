package org.sezim.charts;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Common style of all charts: fonts, strokes, text drawing, and the colors of Okabe and Ito 2008,
 * which color-blind readers can tell apart. Lengths are in pixels.
 */
public final class ChartStyle {
  /** Color of the first line, and of the main data of a chart. */
  public static final Color BLUE = new Color(0x0072B2);

  /** Color of the second line, and of references. */
  public static final Color VERMILION = new Color(0xD55E00);

  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY = new Color(0x56B4E9);

  /** Replaces the yellow of Okabe and Ito, which has too little contrast to white. */
  static final Color GRAY = new Color(0x999999);

  /** Color of text. */
  public static final Color INK = new Color(0x202020);

  /** Color of grid lines. */
  public static final Color GRID = new Color(0xE0E0E0);

  /** Color of the frame of a plot. */
  public static final Color FRAME = new Color(0x808080);

  /** Width of a chart; the chart stays readable when scaled to 320 pixels. */
  public static final int WIDTH = 480;

  /** Margin of a chart. */
  public static final int MARGIN = 14;

  /** Font of titles. */
  public static final Font TITLE = bold(18);

  /** Font of all other text, unless there is little space. */
  public static final Font TEXT = plain(15);

  /** Distance of two baselines in {@link #TITLE}. */
  static final int TITLE_LINE = 23;

  /** Distance of two baselines in {@link #TEXT}. */
  static final int TEXT_LINE = 19;

  /** Measures text without rounding to pixels, so that its width is the same on every output. */
  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  private ChartStyle() {}

  /** Returns the sans-serif font of this machine. */
  public static Font plain(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** Returns the bold sans-serif font of this machine. */
  public static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /**
   * Returns a stroke with round joins.
   *
   * @param dashes alternating lengths of dashes and gaps; none for a solid line
   */
  public static BasicStroke stroke(double width, float... dashes) {
    return new BasicStroke(
        (float) width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1,
        dashes.length == 0 ? null : dashes,
        0);
  }

  /** Enables anti-aliasing and positions between two pixels. */
  static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** Rounds to a hundredth of a pixel; more digits would only make the SVG larger. */
  public static double round(double pixels) {
    return Math.rint(pixels * 100) / 100;
  }

  /** Returns the width of a text. */
  public static double width(Font font, String text) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, MEASURE).getWidth();
  }

  /** Returns the width of the widest line; 0 without lines. */
  public static double width(Font font, List<String> lines) {
    return lines.stream().mapToDouble(line -> width(font, line)).max().orElse(0);
  }

  /**
   * Wraps a text into lines of at most {@code width} pixels, between words, or within a word that
   * is too wide for a line. A blank text has no lines.
   */
  public static List<String> wrap(Font font, String text, double width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.strip().split("\\s+", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (width(font, longer) <= width) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (width(font, line) > width && line.codePointCount(0, line.length()) > 1) {
        int fits = line.offsetByCodePoints(0, 1);
        for (int next = fits;
            next < line.length() && width(font, line.substring(0, next)) <= width;
            next = line.offsetByCodePoints(next, 1)) {
          fits = next;
        }
        lines.add(line.substring(0, fits));
        line = line.substring(fits);
      }
    }
    if (!line.isEmpty()) {
      lines.add(line);
    }
    return List.copyOf(lines);
  }

  /** Truncates a text to at most {@code width} pixels, with an ellipsis. */
  static String truncate(Font font, String text, double width) {
    String truncated = text;
    while (!truncated.isEmpty() && width(font, truncated) > width) {
      String start =
          truncated.endsWith("…") ? truncated.substring(0, truncated.length() - 1) : truncated;
      int end = start.offsetByCodePoints(start.length(), -1);
      truncated = end == 0 ? "" : start.substring(0, end) + "…";
    }
    return truncated;
  }

  /**
   * Draws one line of text.
   *
   * @param align the part of the text at {@code x}: 0 its start, 0.5 its middle, 1 its end
   * @param base the baseline
   */
  public static void text(
      Graphics2D g, Font font, Color ink, String text, double align, double x, double base) {
    if (text.isBlank()) {
      return;
    }
    g.setFont(font);
    g.setColor(ink);
    String mark = g instanceof VectorGraphics2D ? anchor(align) : "";
    double start = mark.isEmpty() ? x - align * width(font, text) : x;
    g.drawString(mark + text, (float) round(start), (float) round(base));
  }

  private static String anchor(double align) {
    return align == 0.5 ? ChartFile.MIDDLE : align == 1 ? ChartFile.END : "";
  }

  /** Draws one line of text rotated to read upwards, centered at {@code middle}. */
  public static void verticalText(
      Graphics2D g, Font font, Color ink, String text, double x, double middle) {
    g.rotate(-Math.PI / 2, x, middle);
    text(g, font, ink, text, 0.5, x, middle);
    g.rotate(Math.PI / 2, x, middle);
  }

  /** Draws the lines of a title, centered at the top of a chart. */
  public static void title(Graphics2D g, List<String> lines, int width) {
    for (int i = 0; i < lines.size(); i++) {
      text(g, TITLE, INK, lines.get(i), 0.5, width / 2.0, MARGIN + 16 + i * TITLE_LINE);
    }
  }

  /** Returns the height of a {@link #title}, including the space above and below. */
  public static int titleHeight(List<String> lines) {
    return lines.isEmpty() ? MARGIN : MARGIN + lines.size() * TITLE_LINE + 10;
  }
}
