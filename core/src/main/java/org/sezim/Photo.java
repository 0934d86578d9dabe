package org.sezim;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded picture as grey values, 0–255, row-major, y down. Reads what the JDK's ImageIO reads:
 * JPEG, PNG, GIF (first frame), BMP, TIFF. Colours become grey by ITU-R BT.601 luma (0.299 R +
 * 0.587 G + 0.114 B), transparent pixels are taken as they are. Immutable.
 */
public final class Photo {
  /** The most pixels (width × height) that a picture may have: a guard against tiny huge files. */
  public static final long MAX_PIXELS = 50_000_000;

  private final int width;
  private final int height;
  private final byte[] grey;

  private Photo(int width, int height, byte[] grey) {
    this.width = width;
    this.height = height;
    this.grey = grey;
  }

  /**
   * Reads and decodes a file.
   *
   * @throws SezimException if it does not exist, is not a picture, is damaged, or is larger than
   *     {@link #MAX_PIXELS}
   */
  public static Photo read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
    return decode(file.toString(), bytes);
  }

  /**
   * Decodes the bytes of a picture file.
   *
   * @param source the name to give in errors
   * @throws SezimException if they are not a picture, are damaged, or hold more than {@link
   *     #MAX_PIXELS}
   */
  public static Photo decode(String source, byte[] bytes) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        String kind = kindOf(bytes);
        throw new SezimException(
            source,
            kind.startsWith("image/")
                ? "expected JPEG, PNG, GIF, BMP or TIFF, found " + kind
                : "not an image (found " + kind + ")");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MAX_PIXELS) {
          throw new SezimException(
              source,
              String.format(
                  Locale.ROOT,
                  "expected at most %d pixels, found %d (%d×%d)",
                  MAX_PIXELS,
                  pixels,
                  reader.getWidth(0),
                  reader.getHeight(0)));
        }
        return of(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // Decoders throw all three on damaged files.
      throw new SezimException(source, "damaged image (" + firstLine(e) + ")", e);
    }
  }

  /** Takes over a picture that is decoded already; the image is not kept. */
  public static Photo of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] grey = new byte[width * height];
    Raster raster = image.getRaster();
    boolean greyOnly = image.getColorModel().getColorSpace().getNumComponents() == 1;
    if (greyOnly && !(image.getColorModel() instanceof java.awt.image.IndexColorModel)) {
      // getRGB would treat the samples as linear light and brighten them.
      int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, 0, row);
        for (int x = 0; x < width; x++) {
          grey[y * width + x] = (byte) (row[x] >> shift);
        }
      }
    } else {
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          int rgb = row[x];
          int luma = 299 * (rgb >> 16 & 0xff) + 587 * (rgb >> 8 & 0xff) + 114 * (rgb & 0xff);
          grey[y * width + x] = (byte) ((luma + 500) / 1000);
        }
      }
    }
    return new Photo(width, height, grey);
  }

  /** Pixels in a row. */
  public int width() {
    return width;
  }

  /** Pixels in a column. */
  public int height() {
    return height;
  }

  /** The grey values as unsigned bytes, row by row, a copy. */
  public byte[] grey() {
    return grey.clone();
  }

  /** Without the copy, for this package's own use. */
  byte[] unsafeGrey() {
    return grey;
  }

  /** What the bytes are instead of a picture, in a word or two for an error message. */
  private static String kindOf(byte[] bytes) {
    if (bytes.length == 0) {
      return "an empty file";
    }
    if (bytes.length > 12 && new String(bytes, 8, 4, StandardCharsets.US_ASCII).equals("WEBP")) {
      return "image/webp"; // the JDK takes its RIFF frame for sound
    }
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      String type = URLConnection.guessContentTypeFromStream(in);
      if (type != null) {
        return type;
      }
    } catch (IOException e) {
      throw new AssertionError("reading from memory cannot fail", e);
    }
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, 512));
    boolean text = true;
    for (byte b : start) {
      text &= b >= ' ' || b < 0 || b == '\n' || b == '\r' || b == '\t';
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      text = false;
    }
    return text ? "text/plain" : "unknown bytes";
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
