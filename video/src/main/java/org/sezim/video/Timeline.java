package org.sezim.video;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sezim.charts.Axis;
import org.sezim.charts.ChartFile;
import org.sezim.charts.ChartStyle;
import org.sezim.draw.EmotionColors;

/**
 * Draws the emotions of the faces of a video over time: one row per face, one color per emotion.
 * The height is the score, uncertain spans are pale, and gaps are times out of view. Needs no
 * display, but a font.
 */
public final class Timeline {
  /** The most rows of a timeline: the faces longest in view. */
  private static final int MAX_ROWS = 24;

  private static final int WIDTH = 1200;
  private static final int LEFT = 90;
  private static final int RIGHT = 30;
  private static final int TOP = 74;
  private static final int ROW_HEIGHT = 44;
  private static final int BAR_HEIGHT = 36;
  private static final int BOTTOM = 52;

  private static final int MAX_TICKS = 12;

  /** Tick intervals in seconds; larger ones double the last. */
  private static final double[] STEPS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200,
    86400, 604800
  };

  private static final Color BACKGROUND = new Color(0xF2F2F2);

  private final VideoSummary summary;
  private final List<FaceSummary> rows;
  private final List<String> labels;
  private final Axis axis;
  private final int bottom;

  private Timeline(VideoSummary summary) {
    this.summary = summary;
    rows =
        summary.faces().stream()
            .sorted(Comparator.comparingDouble(FaceSummary::seconds).reversed())
            .limit(MAX_ROWS)
            .sorted(Comparator.comparingLong(FaceSummary::track))
            .toList();
    labels = rows.isEmpty() ? List.of() : rows.get(0).mean().labels();
    axis = axis(summary.seconds());
    bottom = TOP + ROW_HEIGHT * Math.max(1, rows.size());
  }

  private static Axis axis(double seconds) {
    double step = STEPS[0];
    for (int i = 1; seconds / step > MAX_TICKS; i++) {
      step = i < STEPS.length ? STEPS[i] : 2 * step;
    }
    // The axis of a video without length has one step.
    return Axis.linear(0, seconds > 0 ? seconds : step, step);
  }

  /**
   * Draws a new RGB image, 1200 pixels wide. If there are more than 24 faces, it shows those
   * longest in view and the number of the others.
   */
  public static BufferedImage of(VideoSummary summary) {
    Timeline timeline = new Timeline(summary);
    return new ChartFile(
            WIDTH,
            timeline.bottom + BOTTOM,
            summary.source(),
            "Emotions of each face by time: " + String.join(", ", timeline.labels),
            timeline::draw)
        .image();
  }

  private void draw(Graphics2D g) {
    title(g);
    legend(g);
    for (int i = 0; i < rows.size(); i++) {
      row(g, rows.get(i), TOP + i * ROW_HEIGHT);
    }
    ticks(g);
    if (rows.isEmpty()) {
      text(g, "no face", 0, LEFT + 8, TOP + ROW_HEIGHT / 2.0 + 5);
    } else if (summary.faces().size() > rows.size()) {
      int more = summary.faces().size() - rows.size();
      text(g, "and " + more + " faces that were in view for less time", 0, LEFT, bottom + 42);
    }
  }

  private static void text(Graphics2D g, String text, double align, double x, double base) {
    ChartStyle.text(g, ChartStyle.TEXT, ChartStyle.INK, text, align, x, base);
  }

  private void title(Graphics2D g) {
    String name = summary.source().replaceAll("\\p{C}", "?");
    while (name.length() > 8 && ChartStyle.width(ChartStyle.TITLE, name) > WIDTH - LEFT - RIGHT) {
      name = "…" + name.substring(2);
    }
    ChartStyle.text(g, ChartStyle.TITLE, ChartStyle.INK, name, 0, LEFT, 28);
  }

  private void legend(Graphics2D g) {
    double x = LEFT;
    for (String label : labels) {
      g.setColor(EmotionColors.of(label, labels));
      g.fill(new Rectangle2D.Double(x, 42, 14, 14));
      text(g, label, 0, x + 20, 54);
      x += 20 + Math.ceil(ChartStyle.width(ChartStyle.TEXT, label)) + 22;
    }
  }

  private void row(Graphics2D g, FaceSummary face, int y) {
    text(g, "face " + face.track(), 0, ChartStyle.MARGIN, y + ROW_HEIGHT / 2.0 + 5);
    g.setColor(BACKGROUND);
    g.fillRect(LEFT, y + ROW_HEIGHT - BAR_HEIGHT, WIDTH - LEFT - RIGHT, BAR_HEIGHT);
    for (FaceSummary.Span span : face.spans()) {
      Color color = EmotionColors.of(span.emotion(), labels);
      int alpha = span.uncertain() ? 90 : 255;
      g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
      int from = x(span.from());
      int height = Math.max(2, (int) Math.round(BAR_HEIGHT * span.score()));
      g.fillRect(from, y + ROW_HEIGHT - height, Math.max(1, x(span.to()) - from), height);
    }
  }

  private void ticks(Graphics2D g) {
    g.setStroke(ChartStyle.stroke(1));
    for (double tick : axis.ticks()) {
      g.setColor(ChartStyle.GRID);
      g.draw(new Line2D.Double(x(tick) + 0.5, TOP, x(tick) + 0.5, bottom + 4));
      text(g, clock(tick, axis.step()), 0.5, x(tick), bottom + 20);
    }
  }

  /**
   * The x position of a time in whole pixels, so that adjacent spans neither overlap nor leave a
   * gap.
   */
  private int x(double seconds) {
    return LEFT + (int) Math.round(axis.position(seconds) * (WIDTH - LEFT - RIGHT));
  }

  /** Formats a time as minutes and seconds, with hours or tenths where they are needed. */
  static String clock(double seconds, double step) {
    if (step < 1) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
