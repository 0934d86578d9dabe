package org.sezim.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/**
 * A small image with one value per pixel, such as a face, a kernel or a feature map. Immutable, so
 * safe to share between threads.
 */
public final class ImageTile {
  private final int width;
  private final int height;
  private final float[] values;
  private final String caption;

  /** Whether gray values stay as they are, 0–255. */
  private final boolean exact;

  /**
   * Makes a tile without a caption.
   *
   * @param width pixels of a row, at least 1
   * @param height how many rows, at least 1
   * @param values {@code [height * width]} finite numbers of any range, row by row from the top;
   *     copied
   * @throws IllegalArgumentException if a size is below 1, the number of values does not fit, or
   *     one is not finite
   */
  public ImageTile(int width, int height, float[] values) {
    this(width, height, values, "");
  }

  /**
   * Makes a tile.
   *
   * @param width pixels of a row, at least 1
   * @param height how many rows, at least 1
   * @param values {@code [height * width]} finite numbers of any range, row by row from the top;
   *     copied
   * @param caption what stands below the tile, a word or two; empty for none
   * @throws IllegalArgumentException if a size is below 1, the number of values does not fit, or
   *     one is not finite
   */
  public ImageTile(int width, int height, float[] values, String caption) {
    this(width, height, values, caption, false);
  }

  private ImageTile(int width, int height, float[] values, String caption, boolean exact) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "size: expected at least 1x1, found " + width + "x" + height);
    }
    if (values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "values: expected " + width + "x" + height + ", found " + values.length);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("values: expected finite numbers, found " + value);
      }
    }
    this.width = width;
    this.height = height;
    this.values = values.clone();
    this.caption = caption.strip();
    this.exact = exact;
  }

  /**
   * A gray image as it is: its values are not stretched.
   *
   * @param width pixels of a row, at least 1
   * @param height how many rows, at least 1
   * @param pixels {@code [height * width]} unsigned bytes, 0 black, row by row from the top; copied
   * @param caption what stands below the tile, a word or two; empty for none
   * @throws IllegalArgumentException if a size is below 1 or the number of pixels does not fit
   */
  public static ImageTile ofGray(int width, int height, byte[] pixels, String caption) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xff;
    }
    return new ImageTile(width, height, values, caption, true);
  }

  /**
   * Pixels of a row.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * How many rows.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * What stands below the tile.
   *
   * @return empty for nothing
   */
  public String caption() {
    return caption;
  }

  /** The largest distance of a value from 0. */
  float largest() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /**
   * Black at the least value, white at the largest; middle gray if all are equal. A gray image as
   * it is has black at 0 and white at 255.
   */
  BufferedImage gray() {
    DoubleSummaryStatistics all =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).summaryStatistics();
    double low = exact ? 0 : all.getMin();
    double high = exact ? 255 : all.getMax();
    // An image of gray only makes the smaller file. Its bytes are set as they are: setRGB would
    // brighten them.
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      double share = high > low ? (values[i] - low) / (high - low) : 0.5;
      image.getRaster().setSample(i % width, i / width, 0, (int) Math.round(255 * share));
    }
    return image;
  }

  /** Blue at {@code -largest}, white at 0, orange at {@code largest}. */
  BufferedImage signed(float largest) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      double share = largest > 0 ? (double) values[i] / largest : 0;
      Color full = share < 0 ? ChartStyle.BLUE : ChartStyle.VERMILION;
      int rgb =
          blend(full.getRed(), share) << 16
              | blend(full.getGreen(), share) << 8
              | blend(full.getBlue(), share);
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  private static int blend(int full, double share) {
    return (int) Math.round(255 + Math.abs(share) * (full - 255));
  }

  /**
   * Draws the tile in gray, black at its least value and white at its largest; each of its pixels
   * is a sharp rectangle.
   *
   * @param g what to draw on
   * @param x left edge in pixels of the chart
   * @param y upper edge
   * @param width drawn width
   * @param height drawn height
   */
  public void paint(Graphics2D g, int x, int y, int width, int height) {
    draw(g, gray(), x, y, width, height);
  }

  /** Draws a tile's image so that each of its pixels is a sharp rectangle. */
  static void draw(Graphics2D g, BufferedImage image, int x, int y, int width, int height) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, x, y, width, height, null);
  }
}
