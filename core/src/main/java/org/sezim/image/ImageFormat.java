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

/** The forms of picture files that {@link Photo} reads, told by their first bytes, not by name. */
enum ImageFormat {
  JPEG("jpg jpeg jpe jfif"),
  PNG("png"),
  WEBP("webp"),
  GIF("gif"),
  BMP("bmp dib"),
  TIFF("tif tiff");

  /** How many bytes from the start tell what a file is. */
  static final int HEAD = 512;

  /** All forms, for error messages. */
  static final String NAMES = "JPEG, PNG, WebP, GIF, BMP or TIFF";

  private final String extensions;

  ImageFormat(String extensions) {
    this.extensions = extensions;
  }

  /** How names of such files end, lower case, without the dot. */
  List<String> extensions() {
    return List.of(extensions.split(" ", -1));
  }

  /** The form of a file that starts so; empty if it is none of them. */
  static Optional<ImageFormat> of(byte[] head) {
    ImageFormat form = null;
    if (starts(head, 0, "\u00ff\u00d8\u00ff")) {
      form = JPEG;
    } else if (starts(head, 0, "\u0089PNG")) {
      form = PNG;
    } else if (starts(head, 0, "RIFF") && starts(head, 8, "WEBP")) {
      form = WEBP;
    } else if (starts(head, 0, "GIF8")) {
      form = GIF;
    } else if (starts(head, 0, "BM") && starts(head, 15, "\0\0\0")) {
      form = BMP; // the size of its header is small: "BMW is a car" starts with BM too
    } else if (starts(head, 0, "II*\0")
        || starts(head, 0, "MM\0*")
        || starts(head, 0, "II+\0")
        || starts(head, 0, "MM\0+")) {
      form = TIFF;
    }
    return Optional.ofNullable(form);
  }

  /** What a file is that starts so and has none of the forms, as a rule and what was found. */
  static String complaint(byte[] head) {
    String kind = kindOf(head);
    return kind.startsWith("image/")
        ? "expected " + NAMES + ", found " + kind
        : "not an image (found " + kind + ")";
  }

  private static String kindOf(byte[] bytes) {
    if (bytes.length == 0) {
      return "an empty file";
    }
    // What phones write, and the JDK does not know.
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
    // The last letter may be cut in two: that is no error, as this is not the end of input.
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
