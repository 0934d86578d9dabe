package org.sezim.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.sezim.SezimException;

/**
 * A decoded photo: upright, 8-bit sRGB, row-major, x to the right and y down from the top left.
 *
 * <p>Reads JPEG (also progressive and CMYK), PNG, WebP and GIF (of an animation the first frame),
 * BMP and TIFF (the first page), detected by their contents, not by their names. Applies the EXIF
 * orientation of JPEG, PNG, WebP and TIFF. Color profiles of JPEG, WebP and TIFF are converted to
 * sRGB. 16-bit samples are reduced to their high 8 bits. Transparent pixels are composited over
 * white, as a page would show them: fully transparent pixels have an arbitrary color in the file,
 * mostly black. Gray images keep their values, whatever the profile.
 *
 * <p>Immutable, so safe to share between threads; all methods may be called from several threads at
 * once. Takes 3 bytes per pixel, and up to 9 while it is decoded. Needs no display.
 */
public final class Photo {
  /**
   * Default maximum of pixels (width × height): protects against small files that decompress to
   * gigabytes. Checked before pixels are decoded.
   */
  public static final long MAX_PIXELS = 50_000_000;

  /** Maximum pixels of any photo: the most that fit into an array at 3 bytes per pixel. */
  public static final int MAX_POSSIBLE_PIXELS = (Integer.MAX_VALUE - 8) / 3;

  /** Extensions of readable files: lower case, without the dot, the most common format first. */
  public static final List<String> EXTENSIONS =
      Arrays.stream(ImageFormat.values()).flatMap(format -> format.extensions().stream()).toList();

  private final int width;
  private final int height;

  /** Blue, green, red: the order of the JPEG decoder, whose array is used without a copy. */
  private final byte[] bgr;

  private Photo(int width, int height, byte[] bgr) {
    this.width = width;
    this.height = height;
    this.bgr = bgr;
  }

  /**
   * Reads and decodes a file of at most {@link #MAX_PIXELS} pixels.
   *
   * @throws SezimException if it does not exist, is not an image, is damaged, or is too large
   */
  public static Photo read(Path file) {
    return read(file, MAX_PIXELS);
  }

  /**
   * Reads and decodes a file.
   *
   * @param maxPixels maximum pixels (width × height), 1 to 715827879
   * @throws IllegalArgumentException if {@code maxPixels} is out of range
   * @throws SezimException if it does not exist, is not an image, is damaged, or is too large
   */
  public static Photo read(Path file, long maxPixels) {
    try (InputStream in = Files.newInputStream(file)) {
      return PhotoDecoder.decode(file.toString(), in, maxPixels);
    } catch (IOException e) {
      throw SezimException.unreadable(file, e);
    }
  }

  /**
   * Reads a stream to its end and decodes at most {@link #MAX_PIXELS} pixels. If it is not an
   * image, only the start is read. The caller closes the stream.
   *
   * @param source the photo's name in errors
   * @throws SezimException if the stream cannot be read, is not an image, is damaged, or is too
   *     large
   */
  public static Photo read(String source, InputStream in) {
    return read(source, in, MAX_PIXELS);
  }

  /**
   * Reads a stream to its end and decodes it. If it is not an image, only the start is read. The
   * caller closes the stream.
   *
   * @param source the photo's name in errors
   * @param maxPixels maximum pixels (width × height), 1 to 715827879
   * @throws IllegalArgumentException if {@code maxPixels} is out of range
   * @throws SezimException if the stream cannot be read, is not an image, is damaged, or is too
   *     large
   */
  public static Photo read(String source, InputStream in, long maxPixels) {
    try {
      return PhotoDecoder.decode(source, in, maxPixels);
    } catch (IOException e) {
      throw new SezimException(source, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Decodes the bytes of an image file of at most {@link #MAX_PIXELS} pixels.
   *
   * @param source the photo's name in errors
   * @throws SezimException if they are not an image, are damaged, or hold too many pixels
   */
  public static Photo decode(String source, byte[] bytes) {
    return decode(source, bytes, MAX_PIXELS);
  }

  /**
   * Decodes the bytes of an image file.
   *
   * @param source the photo's name in errors
   * @param maxPixels maximum pixels (width × height), 1 to 715827879
   * @throws IllegalArgumentException if {@code maxPixels} is out of range
   * @throws SezimException if they are not an image, are damaged, or hold too many pixels
   */
  public static Photo decode(String source, byte[] bytes, long maxPixels) {
    return PhotoDecoder.decode(source, bytes, maxPixels);
  }

  /**
   * Copies an image that is decoded and upright already.
   *
   * @throws IllegalArgumentException if it has more than 715827879 pixels
   */
  public static Photo of(BufferedImage image) {
    return copy(image, Orientation.UPRIGHT);
  }

  /** An upright photo of an image, whose bytes it may keep: the caller must not use it again. */
  static Photo adopt(BufferedImage image, Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      byte[] own = BgrRows.ownBytes(image).orElse(null);
      if (own != null) {
        return new Photo(image.getWidth(), image.getHeight(), own);
      }
    }
    return copy(image, orientation);
  }

  private static Photo copy(BufferedImage image, Orientation orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    if ((long) width * height > MAX_POSSIBLE_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "image: expected at most %d pixels, found %d×%d",
              MAX_POSSIBLE_PIXELS,
              width,
              height));
    }
    byte[] bgr = new byte[3 * width * height];
    BgrRows.read(image, (y, row) -> orientation.place(row, y, width, height, bgr));
    return orientation.swaps() ? new Photo(height, width, bgr) : new Photo(width, height, bgr);
  }

  /**
   * Whether a file's name has the extension of a readable image ({@link #EXTENSIONS}, in any case).
   * Checks only the name, not the contents.
   */
  public static boolean isImageFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1));
  }

  /** Pixels per row of the upright photo. */
  public int width() {
    return width;
  }

  /** Pixels per column of the upright photo. */
  public int height() {
    return height;
  }

  /**
   * The color in column {@code x} and row {@code y}, as 0xRRGGBB.
   *
   * @throws IllegalArgumentException if there is no such pixel
   */
  public int rgb(int x, int y) {
    checkArea(x, y, 1, 1);
    int i = 3 * (y * width + x);
    return (bgr[i + 2] & 0xff) << 16 | (bgr[i + 1] & 0xff) << 8 | (bgr[i] & 0xff);
  }

  /** A copy to draw on, of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
  public BufferedImage toImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.getRaster().setDataElements(0, 0, width, height, rgb());
    return image;
  }

  /** All pixels as unsigned bytes red, green, blue, row by row: a copy, 3·width·height bytes. */
  public byte[] rgb() {
    byte[] rgb = new byte[bgr.length];
    for (int i = 0; i < bgr.length; i += 3) {
      rgb[i] = bgr[i + 2];
      rgb[i + 1] = bgr[i + 1];
      rgb[i + 2] = bgr[i];
    }
    return rgb;
  }

  /**
   * All pixels as gray: ITU-R BT.601 luma (0.299 R + 0.587 G + 0.114 B, rounded), unsigned bytes,
   * row by row, width·height of them, computed at each call.
   */
  public byte[] gray() {
    return gray(0, 0, width, height);
  }

  /**
   * A rectangle as gray, computed as by {@link #gray()}: width·height unsigned bytes, row by row.
   *
   * @param x the leftmost column, pixels
   * @param y the topmost row, pixels
   * @param width columns, at least 1
   * @param height rows, at least 1
   * @throws IllegalArgumentException if the rectangle is empty or extends beyond the photo
   */
  public byte[] gray(int x, int y, int width, int height) {
    checkArea(x, y, width, height);
    byte[] gray = new byte[width * height];
    int to = 0;
    for (int row = y; row < y + height; row++) {
      int from = 3 * (row * this.width + x);
      for (int column = 0; column < width; column++, from += 3) {
        int luma =
            114 * (bgr[from] & 0xff) + 587 * (bgr[from + 1] & 0xff) + 299 * (bgr[from + 2] & 0xff);
        gray[to++] = (byte) ((luma + 500) / 1000);
      }
    }
    return gray;
  }

  /**
   * All pixels as unsigned bytes blue, green, red, row by row: 3·width·height bytes from position
   * 0, read-only and without a copy.
   */
  public ByteBuffer bgr() {
    return ByteBuffer.wrap(bgr).asReadOnlyBuffer();
  }

  private void checkArea(int x, int y, int width, int height) {
    if (x < 0
        || y < 0
        || width < 1
        || height < 1
        || (long) x + width > this.width
        || (long) y + height > this.height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected pixels of a photo of %d×%d, found %d×%d at %d, %d",
              this.width,
              this.height,
              width,
              height,
              x,
              y));
    }
  }

  @Override
  public String toString() {
    return "Photo[" + width + "×" + height + "]";
  }
}
