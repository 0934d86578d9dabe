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
 * The eight values of EXIF's orientation tag 0x0112, in EXIF's order, 1 to 8. Each constant names
 * the operation that makes the stored pixels upright.
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

  /** Rows become columns, before mirroring. */
  private final boolean swaps;

  private final boolean mirrorsX;
  private final boolean mirrorsY;

  Orientation(boolean swaps, boolean mirrorsX, boolean mirrorsY) {
    this.swaps = swaps;
    this.mirrorsX = mirrorsX;
    this.mirrorsY = mirrorsY;
  }

  /** Whether width and height are swapped. */
  boolean swaps() {
    return swaps;
  }

  /**
   * Copies a stored row to its place in the upright image.
   *
   * @param row {@code width} pixels, 3 bytes per pixel
   * @param y index of the stored row
   * @param width of the stored image, pixels
   * @param height of the stored image, pixels
   * @param upright the whole upright image, 3 bytes per pixel
   */
  void place(byte[] row, int y, int width, int height, byte[] upright) {
    int uprightWidth = swaps ? height : width;
    int uprightHeight = swaps ? width : height;
    // Target of the row's first pixel, and the step from pixel to pixel, in pixels.
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
   * The orientation in a file's metadata; upright if there is none or it is damaged, so that a
   * photo with damaged metadata is still read.
   */
  static Orientation of(ImageFormat format, byte[] file) {
    try {
      byte[] exif =
          switch (format) {
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
    // Some WebP writers keep the prefix that belongs to JPEG only.
    int start = Arrays.equals(exif, 0, Math.min(6, exif.length), EXIF_PREFIX, 0, 6) ? 6 : 0;
    try (ImageInputStream in = new ByteArrayImageInputStream(exif, start, exif.length - start)) {
      Directory root = new TIFFReader().read(in);
      // The second directory belongs to the thumbnail or to the next page.
      Directory first =
          root instanceof CompoundDirectory compound && compound.directoryCount() > 0
              ? compound.getDirectory(0)
              : root;
      Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
      int value = entry != null && entry.getValue() instanceof Number n ? n.intValue() : 1;
      return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }
  }

  private static byte[] jpegExif(byte[] file) throws IOException {
    try (ImageInputStream in = new ByteArrayImageInputStream(file)) {
      for (JPEGSegment segment : JPEGSegmentUtil.readSegments(in, JPEG.APP1, "Exif")) {
        try (InputStream data = segment.data()) {
          // The data still starts with the second zero of the prefix.
          return data.skip(1) == 1 ? data.readAllBytes() : new byte[0];
        }
      }
    }
    return new byte[0];
  }

  /** Contents of the first PNG or RIFF chunk with this name; empty if there is none. */
  private static byte[] chunk(byte[] file, int start, ByteOrder order, String name) {
    ByteBuffer in = ByteBuffer.wrap(file).order(order);
    boolean png = order == ByteOrder.BIG_ENDIAN;
    byte[] type = new byte[4];
    // A long, because lengths are unsigned.
    for (long at = start; at + 8 <= file.length; ) {
      long length = in.getInt((int) at + (png ? 0 : 4)) & 0xffffffffL;
      in.get((int) at + (png ? 4 : 0), type);
      if (new String(type, StandardCharsets.ISO_8859_1).equals(name)) {
        int from = (int) at + 8;
        return Arrays.copyOfRange(file, from, (int) Math.min(file.length, from + length));
      }
      // PNG ends a chunk with a checksum, RIFF pads it to even length.
      at += 8 + length + (png ? 4 : length & 1);
    }
    return new byte[0];
  }
}
