package org.sezim.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;

/**
 * Small image with one value per pixel, for example a face, a kernel or a feature map. Immutable,
 * so safe to share between threads.
 */
public final class ImageTile {
  private final int width;
  private final int height;
  private final float[] values;
  private final String caption;

  /** True if values are gray values 0–255 that are not stretched. */
  private final boolean exact;

  /**
   * Makes a tile without a caption.
   *
   * @param width the number of columns, at least 1
   * @param height the number of rows, at least 1
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
   * @param width the number of columns, at least 1
   * @param height the number of rows, at least 1
   * @param values {@code [height * width]} finite numbers of any range, row by row from the top;
   *     copied
   * @param caption the caption below the tile, one or two words; empty for none
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
   * Makes a tile of a gray image, whose values are not stretched.
   *
   * @param width the number of columns, at least 1
   * @param height the number of rows, at least 1
   * @param pixels {@code [height * width]} unsigned bytes, 0 black, row by row from the top; copied
   * @param caption the caption below the tile, one or two words; empty for none
   * @throws IllegalArgumentException if a size is below 1 or the number of pixels does not fit
   */
  public static ImageTile ofGray(int width, int height, byte[] pixels, String caption) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xff;
    }
    return new ImageTile(width, height, values, caption, true);
  }

  /** The number of columns, at least 1. */
  public int width() {
    return width;
  }

  /** The number of rows, at least 1. */
  public int height() {
    return height;
  }

  /** The caption below the tile, empty if there is none. */
  public String caption() {
    return caption;
  }

  /** The largest absolute value. */
  float maxAbs() {
    float max = 0;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }

  /**
   * Renders in gray: black at the least value, white at the largest, middle gray if all are equal.
   * A tile of {@link #ofGray} has black at 0 and white at 255.
   */
  BufferedImage gray() {
    DoubleSummaryStatistics all =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).summaryStatistics();
    double low = exact ? 0 : all.getMin();
    double high = exact ? 255 : all.getMax();
    // TYPE_BYTE_GRAY gives the smaller file. The raster is set directly, because setRGB would
    // convert
    // the gray values.
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      double brightness = high > low ? (values[i] - low) / (high - low) : 0.5;
      image.getRaster().setSample(i % width, i / width, 0, (int) Math.round(255 * brightness));
    }
    return image;
  }

  /** Renders in color: blue at {@code -maxAbs}, white at 0, orange at {@code maxAbs}. */
  BufferedImage signed(float maxAbs) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      double strength = maxAbs > 0 ? (double) values[i] / maxAbs : 0;
      Color full = strength < 0 ? ChartStyle.BLUE : ChartStyle.VERMILION;
      int rgb =
          blend(full.getRed(), strength) << 16
              | blend(full.getGreen(), strength) << 8
              | blend(full.getBlue(), strength);
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  /** Blends from white at strength 0 to the full channel at strength ±1. */
  private static int blend(int full, double strength) {
    return (int) Math.round(255 + Math.abs(strength) * (full - 255));
  }

  /**
   * Draws the tile in gray, black at its least value and white at its largest, without
   * interpolation.
   *
   * @param g the graphics to draw on
   * @param x left edge in pixels of the chart
   * @param y upper edge
   * @param width drawn width
   * @param height drawn height
   */
  public void paint(Graphics2D g, int x, int y, int width, int height) {
    draw(g, gray(), x, y, width, height);
  }

  /** Draws an image without interpolation. */
  static void draw(Graphics2D g, BufferedImage image, int x, int y, int width, int height) {
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    g.drawImage(image, x, y, width, height, null);
  }
}
