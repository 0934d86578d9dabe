package org.sezim.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * How the stored pixels of a picture must be turned to stand upright: the eight values of EXIF's
 * tag 0x0112. The constants stand in EXIF's order, 1 to 8, and say what is done to the stored
 * pixels.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRROR_LEFT_RIGHT(false, true, false),
  TURN_180(false, true, true),
  MIRROR_TOP_BOTTOM(false, false, true),
  TRANSPOSE(true, false, false),
  TURN_RIGHT(true, true, false),
  TRANSVERSE(true, true, true),
  TURN_LEFT(true, false, true);

  private static final byte[] EXIF_PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Rows become columns; then the upright columns, and the upright rows, run backwards. */
  private final boolean swaps;

  private final boolean mirrorsX;
  private final boolean mirrorsY;

  Orientation(boolean swaps, boolean mirrorsX, boolean mirrorsY) {
    this.swaps = swaps;
    this.mirrorsX = mirrorsX;
    this.mirrorsY = mirrorsY;
  }

  /** Whether width and height change places. */
  boolean swaps() {
    return swaps;
  }

  /**
   * Puts a stored row where it belongs in the upright picture.
   *
   * @param row 3 bytes a pixel, {@code width} pixels
   * @param y the row's number among the stored ones
   * @param width of the stored picture, pixels
   * @param height of the stored picture, pixels
   * @param upright the whole upright picture, 3 bytes a pixel
   */
  void place(byte[] row, int y, int width, int height, byte[] upright) {
    int uprightWidth = swaps ? height : width;
    int uprightHeight = swaps ? width : height;
    // Where the row's first pixel goes, and from each pixel to the next, in pixels.
    int firstX = swaps ? y : 0;
    int firstY = swaps ? 0 : y;
    firstX = mirrorsX ? uprightWidth - 1 - firstX : firstX;
    firstY = mirrorsY ? uprightHeight - 1 - firstY : firstY;
    int step = swaps ? (mirrorsY ? -uprightWidth : uprightWidth) : (mirrorsX ? -1 : 1);
    int to = 3 * (firstY * uprightWidth + firstX);
    if (step == 1) {
      System.arraycopy(row, 0, upright, to, 3 * width);
      return;
    }
    for (int from = 0; from < 3 * width; from += 3, to += 3 * step) {
      upright[to] = row[from];
      upright[to + 1] = row[from + 1];
      upright[to + 2] = row[from + 2];
    }
  }

  /**
   * What a file says of its orientation. Upright, if it says nothing or what it says is damaged: a
   * picture is worth more than its metadata.
   */
  static Orientation of(ImageFormat form, byte[] file) {
    try {
      byte[] exif =
          switch (form) {
            case JPEG -> jpegExif(file);
            case PNG -> chunk(file, 8, ByteOrder.BIG_ENDIAN, "eXIf");
            case WEBP -> chunk(file, 12, ByteOrder.LITTLE_ENDIAN, "EXIF");
            case TIFF -> file;
            case GIF, BMP -> new byte[0];
          };
      return exif.length == 0 ? UPRIGHT : ofExif(exif);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return UPRIGHT;
    }
  }

  private static Orientation ofExif(byte[] exif) throws IOException {
    // Some writers of WebP keep the mark that only JPEG has.
    int start = Arrays.equals(exif, 0, Math.min(6, exif.length), EXIF_PREFIX, 0, 6) ? 6 : 0;
    try (ImageInputStream in = new ByteArrayImageInputStream(exif, start, exif.length - start)) {
      Directory all = new TIFFReader().read(in);
      // The second directory belongs to the thumbnail or to the next page.
      Directory first =
          all instanceof CompoundDirectory several && several.directoryCount() > 0
              ? several.getDirectory(0)
              : all;
      Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
      int value = entry != null && entry.getValue() instanceof Number n ? n.intValue() : 1;
      return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }
  }

  private static byte[] jpegExif(byte[] file) throws IOException {
    try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
      for (JPEGSegment segment : JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif")) {
        try (InputStream data = segment.data()) {
          // The data still start with the second zero of the mark.
          return data.skip(1) == 1 ? data.readAllBytes() : new byte[0];
        }
      }
    }
    return new byte[0];
  }

  /** The contents of the first chunk with this name, of PNG's or RIFF's chunks; empty if none. */
  private static byte[] chunk(byte[] file, int start, ByteOrder order, String name) {
    ByteBuffer in = ByteBuffer.wrap(file).order(order);
    boolean png = order == ByteOrder.BIG_ENDIAN;
    byte[] found = new byte[4];
    // A long, since lengths are unsigned.
    for (long at = start; at + 8 <= file.length; ) {
      long length = in.getInt((int) at + (png ? 0 : 4)) & 0xffffffffL;
      in.get((int) at + (png ? 4 : 0), found);
      if (new String(found, StandardCharsets.ISO_8859_1).equals(name)) {
        int from = (int) at + 8;
        return Arrays.copyOfRange(file, from, (int) Math.min(file.length, from + length));
      }
      // PNG ends a chunk with a checksum, RIFF pads it to even length.
      at += 8 + length + (png ? 4 : length & 1);
    }
    return new byte[0];
  }
}
