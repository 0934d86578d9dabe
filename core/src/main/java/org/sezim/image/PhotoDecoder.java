package org.sezim.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.LongConsumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.sezim.SezimException;
import org.sezim.internal.Require;

/** Chooses the decoder of an image file, limits it, and turns its errors into one line. */
final class PhotoDecoder {
  /** Maximum scans of a JPEG of {@code maxPixels} pixels; 1 and about 10 are common. */
  static final int MAX_SCANS = 20;

  private static final byte START_OF_SCAN = (byte) 0xda;

  private PhotoDecoder() {}

  static Photo decode(String source, InputStream in, long maxPixels) throws IOException {
    return decode(source, in, maxPixels, pixels -> {});
  }

  static Photo decode(String source, byte[] bytes, long maxPixels) {
    return decode(source, bytes, maxPixels, pixels -> {});
  }

  /** Decodes the rest of a stream, which stays open. */
  static Photo decode(String source, InputStream in, long maxPixels, LongConsumer beforeDecoding)
      throws IOException {
    Require.inRange("maxPixels", maxPixels, 1, Photo.MAX_POSSIBLE_PIXELS);
    // A video among the photos must not be read to its end.
    byte[] head = in.readNBytes(ImageFormat.HEAD);
    if (ImageFormat.of(head).isEmpty()) {
      throw new SezimException(source, ImageFormat.error(head));
    }
    byte[] bytes;
    try {
      byte[] rest = in.readAllBytes();
      bytes = Arrays.copyOf(head, Math.addExact(head.length, rest.length));
      System.arraycopy(rest, 0, bytes, head.length, rest.length);
    } catch (OutOfMemoryError | ArithmeticException e) {
      throw new SezimException(source, "expected a file that fits into memory, found more", e);
    }
    return decode(source, bytes, maxPixels, beforeDecoding);
  }

  static Photo decode(String source, byte[] bytes, long maxPixels, LongConsumer beforeDecoding) {
    return decode(source, bytes, maxPixels, beforeDecoding, MAX_SCANS);
  }

  /**
   * @param beforeDecoding as in {@link PhotoSource#read}
   * @param maxScans maximum scans of a JPEG of {@code maxPixels} pixels; more for a smaller one
   */
  static Photo decode(
      String source, byte[] bytes, long maxPixels, LongConsumer beforeDecoding, int maxScans) {
    Require.inRange("maxPixels", maxPixels, 1, Photo.MAX_POSSIBLE_PIXELS);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(() -> new SezimException(source, ImageFormat.error(bytes)));
    String size = "one of unknown size";
    try (ImageInputStream in =
        format == ImageFormat.WEBP ? new WebpInput(bytes) : new ByteArrayImageInputStream(bytes)) {
      ImageReader reader = reader(format);
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1) {
          throw new IOException(
              String.format(Locale.ROOT, "expected pixels, found %d×%d", width, height));
        }
        size = width + "×" + height;
        checkSize(source, width, height, maxPixels);
        long pixels = (long) width * height;
        if (format == ImageFormat.JPEG) {
          checkScans(source, scans(bytes), pixels, maxScans * maxPixels / pixels);
        }
        beforeDecoding.accept(pixels);
        return Photo.adopt(reader.read(0), Orientation.of(format, bytes));
      } finally {
        reader.dispose();
      }
    } catch (SezimException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new SezimException(source, "expected an image that fits into memory, found " + size, e);
    } catch (IOException | RuntimeException | AssertionError e) {
      // Decoders throw almost any exception on damaged files.
      throw new SezimException(source, "damaged image (" + firstLine(e) + ")", e);
    }
  }

  static void checkSize(String source, int width, int height, long maxPixels) {
    long pixels = (long) width * height;
    if (pixels > maxPixels) {
      throw new SezimException(
          source,
          String.format(
              Locale.ROOT,
              "expected at most %d pixels, found %d (%d×%d)",
              maxPixels,
              pixels,
              width,
              height));
    }
  }

  /** Limits decoding time, which grows with pixels × scans. */
  private static void checkScans(String source, int scans, long pixels, long maxScans) {
    if (scans > maxScans) {
      throw new SezimException(
          source,
          String.format(
              Locale.ROOT,
              "expected at most %d scans in a JPEG of %d pixels, found %d",
              maxScans,
              pixels,
              scans));
    }
  }

  /** Number of scans of a JPEG, including the few of an embedded thumbnail. */
  private static int scans(byte[] jpeg) {
    int scans = 0;
    for (int i = 0; i + 1 < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == START_OF_SCAN) {
        scans++;
      }
    }
    return scans;
  }

  /**
   * The decoder for a format, whatever others are in ImageIO's registry. WebP and TIFF decoders are
   * created without the registry, so they also work in a shaded jar without the list of plugins,
   * and under a class loader that ImageIO does not scan.
   */
  private static ImageReader reader(ImageFormat format) throws IOException {
    if (format == ImageFormat.WEBP) {
      return new WebPImageReaderSpi().createReaderInstance();
    }
    if (format == ImageFormat.TIFF) {
      return new TIFFImageReaderSpi().createReaderInstance();
    }
    // The JDK's decoder does not read CMYK JPEG or color profiles.
    String vendor = format == ImageFormat.JPEG ? "com.twelvemonkeys." : "com.sun.";
    ImageReader fallback = null;
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith(vendor)) {
        return reader;
      }
      fallback = fallback == null ? reader : fallback;
    }
    if (fallback == null) {
      throw new IOException("ImageIO has no decoder for " + format);
    }
    return fallback;
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    // Messages may quote bytes of the file.
    String line = message.strip().lines().findFirst().orElse("").replaceAll("\\p{C}", "?");
    return line.isBlank() ? e.getClass().getSimpleName() : line;
  }
}
