package org.sezim.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Optional;

/**
 * Reads Java2D images as rows of 8-bit sRGB, three bytes per pixel (blue, green, red), composited
 * over white. Converts one row or a few at a time, so a large image needs no copy.
 */
final class BgrRows {
  /** Rows per color conversion: few enough for memory, enough for speed. */
  private static final int STRIP = 64;

  private BgrRows() {}

  /** Receives rows, top to bottom. The array is reused for the next row. */
  interface Sink {
    void row(int y, byte[] bgr);
  }

  /** The image's own bytes, not copied, if they have this layout. */
  static Optional<byte[]> ownBytes(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && image.getColorModel().getColorSpace().isCS_sRGB()
        && raster.getSampleModel() instanceof PixelInterleavedSampleModel model
        && model.getScanlineStride() == 3 * width
        && raster.getSampleModelTranslateX() == 0
        && raster.getSampleModelTranslateY() == 0
        && raster.getDataBuffer() instanceof DataBufferByte bytes
        && bytes.getOffset() == 0
        && bytes.getData().length == 3 * width * image.getHeight()) {
      return Optional.of(bytes.getData());
    }
    return Optional.empty();
  }

  static void read(BufferedImage image, Sink sink) {
    ColorModel colors = image.getColorModel();
    ColorSpace space = colors.getColorSpace();
    if (colors instanceof ComponentColorModel && space.getNumComponents() == 1) {
      // Java2D would treat gray as linear light and brighten it.
      readSamples(image, new int[] {0, 0, 0}, 1, sink);
    } else if (colors instanceof ComponentColorModel && space.isCS_sRGB()) {
      readSamples(image, new int[] {2, 1, 0}, 3, sink);
    } else if (space.isCS_sRGB()) {
      readPacked(image, 0, sink);
    } else {
      int width = image.getWidth();
      ColorConvertOp convert = new ColorConvertOp(null);
      for (int y = 0; y < image.getHeight(); y += STRIP) {
        int height = Math.min(STRIP, image.getHeight() - y);
        BufferedImage strip = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        readPacked(convert.filter(image.getSubimage(0, y, width, height), strip), y, sink);
      }
    }
  }

  /**
   * Reads unpacked samples: blue, green and red from these bands, and alpha from {@code alphaBand}.
   */
  private static void readSamples(BufferedImage image, int[] bands, int alphaBand, Sink sink) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int count = raster.getNumBands();
    boolean alpha = image.getColorModel().hasAlpha() && count > alphaBand;
    boolean premultiplied = image.getColorModel().isAlphaPremultiplied();
    int type = raster.getTransferType();
    boolean floating = type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    int[] bits = raster.getSampleModel().getSampleSize();
    int[] samples = new int[width * count];
    float[] floats = new float[floating ? width * count : 0];
    byte[] row = new byte[3 * width];
    for (int y = 0; y < image.getHeight(); y++) {
      if (floating) {
        raster.getPixels(0, y, width, 1, floats);
        for (int i = 0; i < samples.length; i++) {
          samples[i] = Math.round(255 * Math.max(0, Math.min(1, floats[i])));
        }
      } else {
        raster.getPixels(0, y, width, 1, samples);
        toEightBits(samples, bits);
      }
      for (int x = 0; x < width; x++) {
        int a = alpha ? samples[x * count + alphaBand] : 255;
        for (int i = 0; i < 3; i++) {
          int value = samples[x * count + bands[i]];
          row[3 * x + i] =
              (byte) (premultiplied ? Math.min(255, value + 255 - a) : overWhite(value, a));
        }
      }
      sink.row(y, row);
    }
  }

  /** Samples of more than 8 bits keep their high byte; those of fewer are scaled to 0–255. */
  private static void toEightBits(int[] samples, int[] bits) {
    for (int band = 0; band < bits.length; band++) {
      int depth = bits[band];
      for (int i = band; depth > 8 && i < samples.length; i += bits.length) {
        samples[i] = samples[i] >>> (depth - 8) & 0xff;
      }
      for (int i = band; depth < 8 && i < samples.length; i += bits.length) {
        samples[i] = samples[i] * 255 / ((1 << depth) - 1);
      }
    }
  }

  private static void readPacked(BufferedImage image, int firstRow, Sink sink) {
    int width = image.getWidth();
    int[] argb = new int[width];
    byte[] row = new byte[3 * width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, argb, 0, width);
      for (int x = 0; x < width; x++) {
        int alpha = argb[x] >>> 24;
        row[3 * x] = (byte) overWhite(argb[x] & 0xff, alpha);
        row[3 * x + 1] = (byte) overWhite(argb[x] >> 8 & 0xff, alpha);
        row[3 * x + 2] = (byte) overWhite(argb[x] >> 16 & 0xff, alpha);
      }
      sink.row(firstRow + y, row);
    }
  }

  private static int overWhite(int value, int alpha) {
    return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
