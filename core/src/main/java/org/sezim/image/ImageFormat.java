package org.sezim.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The image formats that {@link Photo} reads, detected by a file's first bytes, not its name. */
enum ImageFormat {
  JPEG("jpg jpeg jpe jfif"),
  PNG("png"),
  WEBP("webp"),
  GIF("gif"),
  BMP("bmp dib"),
  TIFF("tif tiff");

  /** Number of bytes from the start that identify a file. */
  static final int HEAD = 512;

  /** All formats, for error messages. */
  static final String NAMES = "JPEG, PNG, WebP, GIF, BMP or TIFF";

  private final String extensions;

  ImageFormat(String extensions) {
    this.extensions = extensions;
  }

  /** Extensions of file names, in lower case, without the dot. */
  List<String> extensions() {
    return List.of(extensions.split(" ", -1));
  }

  /** The format of a file that starts with these bytes; empty if it is none of these. */
  static Optional<ImageFormat> of(byte[] head) {
    ImageFormat format = null;
    if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
      format = JPEG;
    } else if (starts(head, 0, "\u0089PNG")) {
      format = PNG;
    } else if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
      format = WEBP;
    } else if (starts(head, 0, "GIF8")) {
      format = GIF;
    } else if (starts(head, 0, "BM") && starts(head, 15, "\0\0\0")) {
      format = BMP; // the header's size is small; the text "BMW is a car" starts with BM too
    } else if (starts(head, 0, "II*\0")
        || starts(head, 0, "MM\0*")
        || starts(head, 0, "II+\0")
        || starts(head, 0, "MM\0+")) {
      format = TIFF;
    }
    return Optional.ofNullable(format);
  }

  /** The error for a file that starts with these bytes and has none of the formats. */
  static String error(byte[] head) {
    String kind = kindOf(head);
    return kind.startsWith("image/")
        ? "expected " + NAMES + ", found " + kind
        : "not an image (found " + kind + ")";
  }

  private static String kindOf(byte[] bytes) {
    if (bytes.length == 0) {
      return "an empty file";
    }
    // Written by phones, unknown to the JDK.
    if (starts(bytes, 4, "ftyphei") || starts(bytes, 4, "ftypmif1")) {
      return "image/heic";
    }
    if (starts(bytes, 4, "ftypavif")) {
      return "image/avif";
    }
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, HEAD));
    try (InputStream in = new ByteArrayInputStream(head)) {
      String type = URLConnection.guessContentTypeFromStream(in);
      if (type != null) {
        return type;
      }
    } catch (IOException e) {
      throw new AssertionError("reading from memory cannot fail", e);
    }
    boolean text = true;
    for (byte b : head) {
      text &= b >= ' ' || b < 0 || b == '\n' || b == '\r' || b == '\t';
    }
    // The last character may be truncated; with endOfInput false that is no error.
    text &=
        !StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(head), CharBuffer.allocate(HEAD), false)
            .isError();
    return text ? "text/plain" : "unknown bytes";
  }

  private static boolean starts(byte[] bytes, int at, String magic) {
    byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= at + expected.length
        && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
  }
}
