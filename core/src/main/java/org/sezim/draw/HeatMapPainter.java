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

/**
 * Draws a heat map over its face: the crop as it is, beside it the crop with the map, and words.
 */
final class HeatMapPainter {
  /** How much larger than the crop each half is drawn. */
  private static final int ENLARGED = 6;

  private static final int SIDE = ENLARGED * FaceCrop.SIZE;
  private static final int MARGIN = 12;
  private static final int TITLE = 18;
  private static final int TEXT = 14;
  private static final int WIDTH = 2 * SIDE + 3 * MARGIN;
  private static final int TOP = TITLE + 2 * MARGIN;
  private static final int HEIGHT = TOP + SIDE + 2 * MARGIN + TEXT;

  // The colours of Okabe and Ito 2008, which colour-blind readers can tell apart.
  private static final Color FOR = new Color(0xE69F00);
  private static final Color AGAINST = new Color(0x0072B2);
  private static final Color INK = new Color(0x202020);

  /** Smaller drops are noise, and get no stronger colour than is due to them. */
  private static final double LEAST_FULL = 0.02;

  private static final double MOST_OPAQUE = 0.8;

  private HeatMapPainter() {}

  /**
   * @param title written above
   */
  static BufferedImage of(FaceCrop crop, HeatMap map, String title) {
    double full = LEAST_FULL;
    for (float drop : map.drops()) {
      full = Math.max(full, Math.abs(drop));
    }
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = picture.createGraphics();
    try {
      g.setColor(Color.WHITE);
      g.fillRect(0, 0, WIDTH, HEIGHT);
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(grey(crop), MARGIN, TOP, SIDE, SIDE, null);
      g.drawImage(grey(crop), 2 * MARGIN + SIDE, TOP, SIDE, SIDE, null);
      g.drawImage(heat(map, full), 2 * MARGIN + SIDE, TOP, SIDE, SIDE, null);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      Font bold = new Font(Font.SANS_SERIF, Font.BOLD, TITLE);
      write(g, MARGIN, title, bold, MARGIN + TITLE);
      Font small = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT);
      int base = TOP + SIDE + MARGIN + TEXT;
      int x = write(g, MARGIN, "where covered, " + map.emotion() + " becomes ", small, base);
      x = key(g, x, FOR, "less likely", small, base);
      x = key(g, x, AGAINST, "more likely", small, base);
      String scale = String.format(Locale.ROOT, "(full colour: %.0f points)", full * 100);
      write(g, x, scale, small, base);
    } finally {
      g.dispose();
    }
    return picture;
  }

  private static int key(Graphics2D g, int x, Color colour, String words, Font font, int base) {
    g.setColor(colour);
    g.fill(new Rectangle(x, base - TEXT + 3, TEXT - 2, TEXT - 2));
    return write(g, x + TEXT + 2, words, font, base) + MARGIN;
  }

  /** Writes words from x on; returns where they end. */
  private static int write(Graphics2D g, int x, String words, Font font, int base) {
    g.setFont(font);
    g.setColor(INK);
    g.drawString(words, x, base);
    return x + g.getFontMetrics().stringWidth(words);
  }

  private static BufferedImage grey(FaceCrop crop) {
    BufferedImage image =
        new BufferedImage(FaceCrop.SIZE, FaceCrop.SIZE, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < FaceCrop.PIXELS; i++) {
      int x = i % FaceCrop.SIZE;
      int y = i / FaceCrop.SIZE;
      image.setRGB(x, y, 0x010101 * crop.pixel(x, y));
    }
    return image;
  }

  /** The map alone: the larger the drop, the less transparent. */
  private static BufferedImage heat(HeatMap map, double full) {
    BufferedImage image =
        new BufferedImage(FaceCrop.SIZE, FaceCrop.SIZE, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < FaceCrop.PIXELS; i++) {
      int x = i % FaceCrop.SIZE;
      int y = i / FaceCrop.SIZE;
      double drop = map.drop(x, y);
      int alpha = (int) Math.round(255 * MOST_OPAQUE * Math.min(1, Math.abs(drop) / full));
      int colour = (drop > 0 ? FOR : AGAINST).getRGB() & 0xffffff;
      image.setRGB(x, y, alpha << 24 | colour);
    }
    return image;
  }
}
