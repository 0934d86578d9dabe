package org.sezim.cli;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.sezim.face.FaceCrop;

/**
 * Photos drawn around 48×48 face crops, for samples and tests: a detector needs surroundings that
 * crops lack.
 */
final class SamplePhotos {
  /** Width of the border that continues a crop beyond its edges, in pixels of the crop. */
  private static final int MARGIN = 12;

  private static final int TOTAL = FaceCrop.SIZE + 2 * MARGIN;

  /** Width and height of a portrait in pixels. */
  private static final int PORTRAIT = 2 * TOTAL;

  private static final Color WALL = new Color(0xC8C8C8);
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  /**
   * The people of the group, back to front: center of the face (x, y) and side of its crop, in
   * pixels.
   */
  private static final int[][] PEOPLE = {
    {330, 92, 40},
    {215, 96, 48},
    {445, 98, 56},
    {85, 128, 72},
    {560, 140, 80},
    {245, 190, 104},
    {405, 200, 120},
  };

  private SamplePhotos() {}

  /** One face in front of a plain wall. */
  static BufferedImage portrait(FaceCrop face) {
    BufferedImage image = new BufferedImage(PORTRAIT, PORTRAIT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    try {
      g.setColor(WALL);
      g.fillRect(0, 0, PORTRAIT, PORTRAIT);
      draw(g, face, PORTRAIT / 2.0, PORTRAIT / 2.0, 2 * FaceCrop.SIZE);
    } finally {
      g.dispose();
    }
    return image;
  }

  /** A group of up to seven faces at different distances in front of a wall. */
  static BufferedImage group(List<FaceCrop> faces) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setPaint(new GradientPaint(0, 0, WALL.brighter(), WIDTH, HEIGHT, WALL.darker()));
      g.fillRect(0, 0, WIDTH, HEIGHT);
      for (int i = 0; i < Math.min(PEOPLE.length, faces.size()); i++) {
        int[] person = PEOPLE[i];
        drawBody(g, person[0], person[1], person[2], i);
        draw(g, faces.get(i), person[0], person[1], person[2]);
      }
    } finally {
      g.dispose();
    }
    return image;
  }

  private static void drawBody(Graphics2D g, double x, double y, double side, int number) {
    g.setColor(new Color(0x010101 * (60 + 61 * number % 110)));
    double shoulders = 1.9 * side;
    double top = y + 0.62 * side;
    g.fill(
        new RoundRectangle2D.Double(
            x - shoulders / 2, top, shoulders, HEIGHT + side - top, 0.8 * side, 0.9 * side));
    g.setColor(new Color(0x909090));
    g.fill(new Ellipse2D.Double(x - 0.26 * side, y + 0.2 * side, 0.52 * side, 0.6 * side));
  }

  /** Draws a face with its crop at this center and size; beyond the crop it fades out. */
  private static void draw(Graphics2D g, FaceCrop face, double x, double y, double side) {
    double total = side * TOTAL / FaceCrop.SIZE;
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(
        faded(face),
        (int) Math.round(x - total / 2),
        (int) Math.round(y - total / 2),
        (int) Math.round(total),
        (int) Math.round(total),
        null);
  }

  /** The face with a border of growing blur of its edge pixels, fading to transparent. */
  private static BufferedImage faded(FaceCrop face) {
    BufferedImage image = new BufferedImage(TOTAL, TOTAL, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < TOTAL * TOTAL; i++) {
      int x = i % TOTAL - MARGIN;
      int y = i / TOTAL - MARGIN;
      int nearestX = Math.max(0, Math.min(FaceCrop.SIZE - 1, x));
      int nearestY = Math.max(0, Math.min(FaceCrop.SIZE - 1, y));
      double outside = Math.hypot(x - nearestX, y - nearestY);
      int gray = mean(face, nearestX, nearestY, (int) Math.ceil(0.7 * outside));
      image.setRGB(x + MARGIN, y + MARGIN, alpha(x, y) << 24 | 0x010101 * gray);
    }
    return image;
  }

  private static int mean(FaceCrop face, int x, int y, int radius) {
    int sum = 0;
    int count = 0;
    for (int j = Math.max(0, y - radius); j <= Math.min(FaceCrop.SIZE - 1, y + radius); j++) {
      for (int i = Math.max(0, x - radius); i <= Math.min(FaceCrop.SIZE - 1, x + radius); i++) {
        sum += face.pixel(i, j);
        count++;
      }
    }
    return sum / count;
  }

  /** Opacity of a pixel: opaque within the crop except its corners, transparent at the border. */
  private static int alpha(int x, int y) {
    double center = (FaceCrop.SIZE - 1) / 2.0;
    double radius =
        Math.cbrt(Math.pow(Math.abs(x - center), 3) + Math.pow(Math.abs(y - center), 3));
    double t = (radius - center) / MARGIN;
    double share = Math.max(0, Math.min(1, 1 - t));
    return (int) Math.round(255 * share * share * (3 - 2 * share));
  }
}
