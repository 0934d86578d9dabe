package org.sezim.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.sezim.emotion.HeatMap;
import org.sezim.face.FaceCrop;

/** Draws a heat map: the crop, beside it the crop with the map, a title and a legend. */
final class HeatMapPainter {
  /** Enlargement of the crop. */
  private static final int FACTOR = 6;

  private static final int SIDE = FACTOR * FaceCrop.SIZE;
  private static final int MARGIN = 12;
  private static final int TITLE = 18;
  private static final int TEXT = 14;
  private static final int WIDTH = 2 * SIDE + 3 * MARGIN;
  private static final int TOP = TITLE + 2 * MARGIN;
  private static final int HEIGHT = TOP + SIDE + 2 * MARGIN + TEXT;

  // From the palette for color-blind readers of Okabe and Ito 2008.
  private static final Color SUPPORTS = new Color(0xE69F00);
  private static final Color OPPOSES = new Color(0x0072B2);
  private static final Color TEXT_COLOR = new Color(0x202020);

  /** Smallest drop drawn at full opacity; smaller drops are noise. */
  private static final double MIN_FULL = 0.02;

  private static final double MAX_OPACITY = 0.8;

  private HeatMapPainter() {}

  /**
   * @param title text above the images
   */
  static BufferedImage of(FaceCrop crop, HeatMap map, String title) {
    double full = MIN_FULL;
    for (float drop : map.drops()) {
      full = Math.max(full, Math.abs(drop));
    }
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, WIDTH, HEIGHT);
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(gray(crop), MARGIN, TOP, SIDE, SIDE, null);
      g.drawImage(gray(crop), 2 * MARGIN + SIDE, TOP, SIDE, SIDE, null);
      g.drawImage(heat(map, full), 2 * MARGIN + SIDE, TOP, SIDE, SIDE, null);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      Font bold = new Font(Font.SANS_SERIF, Font.BOLD, TITLE);
      write(g, MARGIN, title, bold, MARGIN + TITLE);
      Font small = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT);
      int baseline = TOP + SIDE + MARGIN + TEXT;
      int x = write(g, MARGIN, "where covered, " + map.emotion() + " becomes ", small, baseline);
      x = legend(g, x, SUPPORTS, "less likely", small, baseline);
      x = legend(g, x, OPPOSES, "more likely", small, baseline);
      String scale = String.format(Locale.ROOT, "(full color: %.0f points)", full * 100);
      write(g, x, scale, small, baseline);
    } finally {
      g.dispose();
    }
    return image;
  }

  private static int legend(
      Graphics2D g, int x, Color color, String text, Font font, int baseline) {
    g.setColor(color);
    g.fill(new Rectangle(x, baseline - TEXT + 3, TEXT - 2, TEXT - 2));
    return write(g, x + TEXT + 2, text, font, baseline) + MARGIN;
  }

  /** Writes text from x on and returns the x of its end. */
  private static int write(Graphics2D g, int x, String text, Font font, int baseline) {
    g.setFont(font);
    g.setColor(TEXT_COLOR);
    g.drawString(text, x, baseline);
    return x + g.getFontMetrics().stringWidth(text);
  }

  private static BufferedImage gray(FaceCrop crop) {
    BufferedImage image =
        new BufferedImage(FaceCrop.SIZE, FaceCrop.SIZE, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < FaceCrop.PIXELS; i++) {
      int x = i % FaceCrop.SIZE;
      int y = i / FaceCrop.SIZE;
      image.setRGB(x, y, 0x010101 * crop.pixel(x, y));
    }
    return image;
  }

  /** The map without the crop: the larger the drop, the more opaque. */
  private static BufferedImage heat(HeatMap map, double full) {
    BufferedImage image =
        new BufferedImage(FaceCrop.SIZE, FaceCrop.SIZE, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < FaceCrop.PIXELS; i++) {
      int x = i % FaceCrop.SIZE;
      int y = i / FaceCrop.SIZE;
      double drop = map.drop(x, y);
      int alpha = (int) Math.round(255 * MAX_OPACITY * Math.min(1, Math.abs(drop) / full));
      int color = (drop > 0 ? SUPPORTS : OPPOSES).getRGB() & 0xffffff;
      image.setRGB(x, y, alpha << 24 | color);
    }
    return image;
  }
}
