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
 * Pictures that show faces given as crops of 48×48: a detector wants to see some surroundings,
 * which crops have lost.
 */
final class SamplePhotos {
  /** How far round a crop its edges are drawn on, in pixels of the crop. */
  private static final int MARGIN = 12;

  private static final int WHOLE = FaceCrop.SIZE + 2 * MARGIN;

  /** Width and height of the picture of one face. */
  private static final int PORTRAIT = 2 * WHOLE;

  private static final Color WALL = new Color(0xC8C8C8);
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  /**
   * The people of the group: the middle of the face and the side of its crop, the hindmost first.
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

  /** One face before a plain wall. */
  static BufferedImage portrait(FaceCrop face) {
    BufferedImage picture = new BufferedImage(PORTRAIT, PORTRAIT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = picture.createGraphics();
    try {
      g.setColor(WALL);
      g.fillRect(0, 0, PORTRAIT, PORTRAIT);
      draw(g, face, PORTRAIT / 2.0, PORTRAIT / 2.0, 2 * FaceCrop.SIZE);
    } finally {
      g.dispose();
    }
    return picture;
  }

  /** A group of up to seven, from near to far, in front of a wall. */
  static BufferedImage group(List<FaceCrop> faces) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = picture.createGraphics();
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
    return picture;
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

  /** Draws a face whose crop has its middle and side there; beyond the crop it fades. */
  private static void draw(Graphics2D g, FaceCrop face, double x, double y, double side) {
    double whole = side * WHOLE / FaceCrop.SIZE;
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(
        faded(face),
        (int) Math.round(x - whole / 2),
        (int) Math.round(y - whole / 2),
        (int) Math.round(whole),
        (int) Math.round(whole),
        null);
  }

  /** The face, drawn on beyond its crop by ever wider means of its edge, and there transparent. */
  private static BufferedImage faded(FaceCrop face) {
    BufferedImage image = new BufferedImage(WHOLE, WHOLE, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < WHOLE * WHOLE; i++) {
      int x = i % WHOLE - MARGIN;
      int y = i / WHOLE - MARGIN;
      int nearestX = Math.max(0, Math.min(FaceCrop.SIZE - 1, x));
      int nearestY = Math.max(0, Math.min(FaceCrop.SIZE - 1, y));
      double outside = Math.hypot(x - nearestX, y - nearestY);
      int grey = mean(face, nearestX, nearestY, (int) Math.ceil(0.7 * outside));
      image.setRGB(x + MARGIN, y + MARGIN, alpha(x, y) << 24 | 0x010101 * grey);
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

  /** Opaque within the crop but for its corners, and transparent at the end of the margin. */
  private static int alpha(int x, int y) {
    double middle = (FaceCrop.SIZE - 1) / 2.0;
    double radius =
        Math.cbrt(Math.pow(Math.abs(x - middle), 3) + Math.pow(Math.abs(y - middle), 3));
    double t = (radius - middle) / MARGIN;
    double share = Math.max(0, Math.min(1, 1 - t));
    return (int) Math.round(255 * share * share * (3 - 2 * share));
  }
}
