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
 * What all charts share: fonts, strokes, text that keeps its place, and the colors of Okabe and Ito
 * 2008, which color-blind readers can tell apart. Lengths are in pixels.
 */
public final class ChartStyle {
  /** For the first line, and for what a chart is about. */
  public static final Color BLUE = new Color(0x0072B2);

  /** For the second line, and for references. */
  public static final Color VERMILION = new Color(0xD55E00);

  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY = new Color(0x56B4E9);

  /** Instead of their yellow, which hardly shows on white. */
  static final Color GRAY = new Color(0x999999);

  /** Text. */
  public static final Color INK = new Color(0x202020);

  /** Grid lines. */
  public static final Color GRID = new Color(0xE0E0E0);

  /** The frame round a plot. */
  public static final Color FRAME = new Color(0x808080);

  /** Width of a chart that stays readable where it is shown 320 pixels wide. */
  public static final int WIDTH = 480;

  /** Free space round a chart. */
  public static final int MARGIN = 14;

  /** Titles. */
  public static final Font TITLE = bold(18);

  /** All other text, unless there is little space. */
  public static final Font TEXT = plain(15);

  /** From the base of one line of {@link #TITLE} to the next. */
  static final int TITLE_LINE = 23;

  /** From the base of one line of {@link #TEXT} to the next. */
  static final int TEXT_LINE = 19;

  /**
   * Text is measured without regard to pixels, so its width is the same wherever the text is drawn.
   */
  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  private ChartStyle() {}

  /** The sans-serif font of this machine. */
  public static Font plain(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  /** The bold sans-serif font of this machine. */
  public static Font bold(int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }

  /** A line of round joins; {@code dashes} are lengths drawn and left out by turns, may be none. */
  public static BasicStroke stroke(double width, float... dashes) {
    return new BasicStroke(
        (float) width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1,
        dashes.length == 0 ? null : dashes,
        0);
  }

  /** Smooth edges, and places between two pixels. */
  static void smooth(Graphics2D g) {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /** To a hundredth of a pixel: more digits only make the SVG larger. */
  public static double round(double pixels) {
    return Math.rint(pixels * 100) / 100;
  }

  /** Width of a text. */
  public static double width(Font font, String text) {
    return text.isEmpty() ? 0 : font.getStringBounds(text, MEASURE).getWidth();
  }

  /** Width of the widest line, 0 without any. */
  public static double width(Font font, List<String> lines) {
    return lines.stream().mapToDouble(line -> width(font, line)).max().orElse(0);
  }

  /**
   * The text in lines of at most {@code width} pixels, broken between words, and within a word that
   * is wider alone. A blank text has no lines.
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

  /** The text, or, where it is wider than {@code width} pixels, as much of its start as fits. */
  static String cut(Font font, String text, double width) {
    String cut = text;
    while (!cut.isEmpty() && width(font, cut) > width) {
      String shorter = cut.endsWith("…") ? cut.substring(0, cut.length() - 1) : cut;
      int end = shorter.offsetByCodePoints(shorter.length(), -1);
      cut = end == 0 ? "" : shorter.substring(0, end) + "…";
    }
    return cut;
  }

  /**
   * Draws one line of text.
   *
   * @param align which part of the text stands at {@code x}: 0 its start, 0.5 its middle, 1 its end
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

  /** Draws one line of text that reads upwards, its middle at {@code middle}. */
  public static void upwards(
      Graphics2D g, Font font, Color ink, String text, double x, double middle) {
    g.rotate(-Math.PI / 2, x, middle);
    text(g, font, ink, text, 0.5, x, middle);
    g.rotate(Math.PI / 2, x, middle);
  }

  /** Draws a title at the top, as many lines as it takes, in the middle of the chart. */
  public static void title(Graphics2D g, List<String> lines, int width) {
    for (int i = 0; i < lines.size(); i++) {
      text(g, TITLE, INK, lines.get(i), 0.5, width / 2.0, MARGIN + 16 + i * TITLE_LINE);
    }
  }

  /** Height that {@link #title} takes from the top, with the space below it. */
  public static int titleHeight(List<String> lines) {
    return lines.isEmpty() ? MARGIN : MARGIN + lines.size() * TITLE_LINE + 10;
  }
}
