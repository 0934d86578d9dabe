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

/** Picks the decoder of a picture file, bounds it, and puts its complaints into one line. */
final class PhotoDecoder {
  /** A JPEG of the most pixels may have as many scans; usual are 1, or about 10. */
  static final int SCANS = 20;

  private static final byte START_OF_SCAN = (byte) 0xda;

  private PhotoDecoder() {}

  static Photo decode(String source, InputStream in, long maxPixels) throws IOException {
    return decode(source, in, maxPixels, pixels -> {});
  }

  static Photo decode(String source, byte[] bytes, long maxPixels) {
    return decode(source, bytes, maxPixels, pixels -> {});
  }

  /** Decodes what is left in a stream, which stays open. */
  static Photo decode(String source, InputStream in, long maxPixels, LongConsumer room)
      throws IOException {
    Require.inRange("maxPixels", maxPixels, 1, Photo.MAX_POSSIBLE_PIXELS);
    // A film among the pictures must not be read to its end.
    byte[] head = in.readNBytes(ImageFormat.HEAD);
    if (ImageFormat.of(head).isEmpty()) {
      throw new SezimException(source, ImageFormat.complaint(head));
    }
    byte[] bytes;
    try {
      byte[] rest = in.readAllBytes();
      bytes = Arrays.copyOf(head, Math.addExact(head.length, rest.length));
      System.arraycopy(rest, 0, bytes, head.length, rest.length);
    } catch (OutOfMemoryError | ArithmeticException e) {
      throw new SezimException(source, "expected a file that fits into memory, found more", e);
    }
    return decode(source, bytes, maxPixels, room);
  }

  static Photo decode(String source, byte[] bytes, long maxPixels, LongConsumer room) {
    return decode(source, bytes, maxPixels, room, SCANS);
  }

  /**
   * @param maxScans most scans of a JPEG of {@code maxPixels} pixels
   */
  static Photo decode(
      String source, byte[] bytes, long maxPixels, LongConsumer room, int maxScans) {
    Require.inRange("maxPixels", maxPixels, 1, Photo.MAX_POSSIBLE_PIXELS);
    ImageFormat form =
        ImageFormat.of(bytes)
            .orElseThrow(() -> new SezimException(source, ImageFormat.complaint(bytes)));
    String size = "one of unknown size";
    try (ImageInputStream in =
        form == ImageFormat.WEBP ? new WebpInput(bytes) : new ByteArrayImageInputStream(bytes)) {
      ImageReader reader = reader(form);
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
        if (form == ImageFormat.JPEG) {
          checkScans(source, scans(bytes), pixels, maxScans * maxPixels / pixels);
        }
        room.accept(pixels);
        return Photo.takeOver(reader.read(0), Orientation.of(form, bytes));
      } finally {
        reader.dispose();
      }
    } catch (SezimException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new SezimException(
          source, "expected a picture that fits into memory, found " + size, e);
    } catch (IOException | RuntimeException | AssertionError e) {
      // On damaged files decoders throw nearly everything.
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

  /** A decoder goes through all pixels once per scan, so the time is bounded by both. */
  private static void checkScans(String source, int scans, long pixels, long most) {
    if (scans > most) {
      throw new SezimException(
          source,
          String.format(
              Locale.ROOT,
              "expected at most %d scans in a JPEG of %d pixels, found %d",
              most,
              pixels,
              scans));
    }
  }

  /** How often a JPEG starts a scan; those of a thumbnail inside count too, which are few. */
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
   * A decoder of our own choice, whatever others an application has put into ImageIO's registry.
   * Those that need no registry are made without it, so they work in a jar that lost the list of
   * plugins, and under a class loader that ImageIO does not know.
   */
  private static ImageReader reader(ImageFormat form) throws IOException {
    if (form == ImageFormat.WEBP) {
      return new WebPImageReaderSpi().createReaderInstance();
    }
    if (form == ImageFormat.TIFF) {
      return new TIFFImageReaderSpi().createReaderInstance();
    }
    // JPEG of CMYK colours, or with a profile, is beyond the JDK's own decoder.
    String maker = form == ImageFormat.JPEG ? "com.twelvemonkeys." : "com.sun.";
    ImageReader any = null;
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(form.name());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.getClass().getName().startsWith(maker)) {
        return reader;
      }
      any = any == null ? reader : any;
    }
    if (any == null) {
      throw new IOException("ImageIO has no decoder for " + form);
    }
    return any;
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    // Messages quote the file, which may hold anything.
    String line = message.strip().lines().findFirst().orElse("").replaceAll("\\p{C}", "?");
    return line.isBlank() ? e.getClass().getSimpleName() : line;
  }
}
