package org.sezim.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes datasets in FER-2013's format without faces: one geometric pattern per emotion, with
 * random shift, brightness and noise, learnable in seconds. The same seed gives the same bytes.
 */
public final class TinyFer {
  private static final int SIZE = 48;

  private TinyFer() {}

  /**
   * Writes a CSV file, gzipped if its name ends in {@code .gz}: one split after the other, with
   * emotions 0–6 in turn within each. Returns the file.
   */
  public static Path write(Path csv, int training, int publicTest, int privateTest, long seed) {
    Random random = new Random(seed);
    boolean gzip = csv.toString().endsWith(".gz");
    try (OutputStream file = Files.newOutputStream(csv);
        OutputStream out = gzip ? new FastGzip(file) : file;
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      writer.write("emotion,pixels,Usage\n");
      rows(writer, training, "Training", random);
      rows(writer, publicTest, "PublicTest", random);
      rows(writer, privateTest, "PrivateTest", random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return csv;
  }

  private static void rows(Writer writer, int count, String usage, Random random)
      throws IOException {
    for (int i = 0; i < count; i++) {
      writer.write(i % 7 + "," + text(pixels(i % 7, random)) + "," + usage + "\n");
    }
  }

  /** Pixels as text, in FER-2013's format. */
  public static String text(byte[] pixels) {
    StringBuilder text = new StringBuilder(4 * pixels.length);
    for (byte pixel : pixels) {
      text.append(pixel & 0xff).append(' ');
    }
    return text.substring(0, text.length() - 1);
  }

  /** One pattern of an emotion, 0–6: 2304 unsigned bytes. Mirroring keeps the emotion. */
  public static byte[] pixels(int emotion, Random random) {
    int dx = random.nextInt(9) - 4;
    int dy = random.nextInt(9) - 4;
    int dark = 30 + random.nextInt(50);
    int contrast = 80 + random.nextInt(60);
    byte[] pixels = new byte[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double bright = pattern(emotion, x + dx, y + dy);
        int value = (int) (dark + contrast * bright) + random.nextInt(31) - 15;
        pixels[y * SIZE + x] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return pixels;
  }

  private static double pattern(int emotion, int x, int y) {
    double fromCenter = Math.hypot(x - 23.5, y - 23.5);
    return switch (emotion) {
      case 0 -> Math.floorMod(y, 12) < 6 ? 1 : 0; // horizontal stripes
      case 1 -> Math.floorMod(x, 12) < 6 ? 1 : 0; // vertical stripes
      case 2 -> (Math.floorMod(x, 16) < 8) == (Math.floorMod(y, 16) < 8) ? 1 : 0; // squares
      case 3 -> fromCenter < 12 ? 1 : 0; // disc
      case 4 -> fromCenter > 10 && fromCenter < 18 ? 1 : 0; // ring
      case 5 -> Math.abs(x - 23.5) < 4 || Math.abs(y - 23.5) < 4 ? 1 : 0; // cross
      case 6 -> Math.max(0, Math.min(1, y / 47.0)); // brighter downwards
      default -> throw new IllegalArgumentException("emotion: expected 0–6, found " + emotion);
    };
  }

  /**
   * Writes FER+ votes for the rows of {@link #write}: seven of ten for the row's emotion, three for
   * contempt. Returns the file.
   */
  public static Path writeVotes(Path file, int training, int publicTest) {
    // The column of each FER-2013 emotion.
    int[] column = {4, 5, 6, 1, 3, 2, 0};
    StringBuilder csv =
        new StringBuilder(
            "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,"
                + "unknown,NF\n");
    for (int i = 0; i < training + publicTest; i++) {
      int inSplit = i < training ? i : i - training;
      int[] votes = new int[10];
      votes[column[inSplit % 7]] = 7;
      votes[7] = 3;
      csv.append(i < training ? "Training" : "PublicTest").append(",fer").append(i).append(".png");
      IntStream.of(votes).forEach(n -> csv.append(',').append(n));
      csv.append('\n');
    }
    try {
      return Files.writeString(file, csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
