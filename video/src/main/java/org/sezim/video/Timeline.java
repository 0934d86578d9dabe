package org.sezim.video;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.sezim.EmotionColours;

/**
 * Draws what the faces of a film showed and when: a row a face, a colour an emotion, as high as its
 * score; pale where it is uncertain, empty where the face is out of view. Needs no display, but a
 * font.
 */
public final class Timeline {
  /** Rows of a picture: those longest in view. */
  private static final int MOST_ROWS = 24;

  private static final int WIDTH = 1200;
  private static final int LEFT = 90;
  private static final int RIGHT = 30;
  private static final int TOP = 74;
  private static final int ROW = 44;
  private static final int LANE = 36;
  private static final int BOTTOM = 52;

  /** Steps of the axis in seconds: at most twelve of them are drawn. */
  private static final double[] STEPS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200,
    86400, 604800
  };

  private static final Color INK = new Color(0x202020);
  private static final Color LINES = new Color(0xD8D8D8);
  private static final Color GROUND = new Color(0xF2F2F2);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

  private final FilmSummary summary;
  private final List<FaceSummary> rows;
  private final BufferedImage picture;
  private final Graphics2D g;

  private Timeline(FilmSummary summary) {
    this.summary = summary;
    rows =
        summary.faces().stream()
            .sorted(Comparator.comparingDouble(FaceSummary::seconds).reversed())
            .limit(MOST_ROWS)
            .sorted(Comparator.comparingLong(FaceSummary::track))
            .toList();
    int height = TOP + ROW * Math.max(1, rows.size()) + BOTTOM;
    picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    g = picture.createGraphics();
  }

  /**
   * A new picture, RGB, 1200 pixels wide. Of more than 24 faces it shows those longest in view, and
   * says how many more there are.
   */
  public static BufferedImage of(FilmSummary summary) {
    Timeline timeline = new Timeline(summary);
    try {
      timeline.draw();
    } finally {
      timeline.g.dispose();
    }
    return timeline.picture;
  }

  private void draw() {
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    title();
    legend();
    int bottom = TOP + ROW * Math.max(1, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      row(rows.get(i), TOP + i * ROW);
    }
    axis(bottom);
    g.setFont(TEXT);
    g.setColor(INK);
    if (rows.isEmpty()) {
      g.drawString("no face", LEFT + 8, TOP + ROW / 2 + 5);
    } else if (summary.faces().size() > rows.size()) {
      int more = summary.faces().size() - rows.size();
      g.drawString("and " + more + " faces that were in view for less time", LEFT, bottom + 42);
    }
  }

  private void title() {
    g.setFont(TITLE);
    g.setColor(INK);
    String name = summary.source().replaceAll("\\p{C}", "?");
    while (name.length() > 8 && g.getFontMetrics().stringWidth(name) > WIDTH - LEFT - RIGHT) {
      name = "…" + name.substring(2);
    }
    g.drawString(name, LEFT, 28);
  }

  private void legend() {
    g.setFont(TEXT);
    int x = LEFT;
    for (String label : labels()) {
      g.setColor(EmotionColours.of(label, labels()));
      g.fillRect(x, 42, 14, 14);
      g.setColor(INK);
      g.drawString(label, x + 20, 54);
      x += 20 + g.getFontMetrics().stringWidth(label) + 22;
    }
  }

  private List<String> labels() {
    return rows.isEmpty() ? List.of() : rows.get(0).mean().labels();
  }

  private void row(FaceSummary face, int y) {
    g.setFont(TEXT);
    g.setColor(INK);
    g.drawString("face " + face.track(), 14, y + ROW / 2 + 5);
    g.setColor(GROUND);
    g.fillRect(LEFT, y + ROW - LANE, WIDTH - LEFT - RIGHT, LANE);
    for (FaceSummary.Span span : face.spans()) {
      Color colour = EmotionColours.of(span.emotion(), labels());
      int alpha = span.uncertain() ? 90 : 255;
      g.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha));
      int from = x(span.from());
      int height = Math.max(2, (int) Math.round(LANE * span.score()));
      g.fillRect(from, y + ROW - height, Math.max(1, x(span.to()) - from), height);
    }
  }

  private void axis(int y) {
    double step = STEPS[0];
    for (int i = 1; i < STEPS.length && summary.seconds() / step > 12; i++) {
      step = STEPS[i];
    }
    g.setFont(TEXT);
    for (int i = 0; i * step <= summary.seconds() + 1e-9 && i <= 1000; i++) {
      int x = x(i * step);
      g.setColor(LINES);
      g.drawLine(x, TOP, x, y + 4);
      g.setColor(INK);
      String text = clock(i * step, step);
      g.drawString(text, x - g.getFontMetrics().stringWidth(text) / 2, y + 20);
    }
  }

  private int x(double seconds) {
    double share = summary.seconds() == 0 ? 0 : seconds / summary.seconds();
    return LEFT + (int) Math.round(share * (WIDTH - LEFT - RIGHT));
  }

  /** Minutes and seconds, with hours or tenths where they are needed. */
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
