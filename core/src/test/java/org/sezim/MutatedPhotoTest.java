package org.sezim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.OperatingSystemMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.image.PhotoSource;

/** Damaged photos, from decoder to result: each gives a result or a one-line error. */
class MutatedPhotoTest {
  private static final int FILES = 2000;

  /** Time limit per file. */
  private static final int SECONDS = 60;

  /** Sizes that damaged files declare: too large, and just within the limit. */
  private static final int[][] SIZES = {
    {9_000, 6_000}, {4_000, 3_000}, {65_535, 150}, {150, 65_535}, {1, 65_535}, {16_383, 600}
  };

  /** Main class of a process with little memory that reads all files. */
  static final class Run {
    private Run() {}

    public static void main(String[] args) throws Exception {
      PrintStream out = new PrintStream(args[0], StandardCharsets.UTF_8);
      List<byte[]> samples = samples();
      Random random = new Random(7);
      int results = 0;
      long slowest = 0;
      ExecutorService worker = Executors.newSingleThreadExecutor();
      try (EmotionRecognizer recognizer = EmotionRecognizer.builder().threads(1).build()) {
        for (int i = 0; i < FILES; i++) {
          byte[] damaged = damage(samples.get(i % samples.size()), random);
          try {
            PhotoSource source = PhotoSource.of("party", damaged);
            long before = cpu();
            boolean result =
                worker.submit(() -> results(recognizer, source)).get(SECONDS, TimeUnit.SECONDS);
            results += result ? 1 : 0;
            long millis = (cpu() - before) / 1_000_000;
            if (millis > slowest) {
              slowest = millis;
              out.println(i + " of sample " + i % samples.size() + ": " + millis + " ms");
              Files.write(Path.of(args[0] + "-slowest"), damaged);
            }
          } catch (TimeoutException e) {
            Files.write(Path.of(args[0] + "-" + i), damaged);
            out.println(i + " is not finished after " + SECONDS + " seconds");
            out.close();
            System.exit(3);
          }
        }
      } catch (Exception | Error e) {
        e.printStackTrace(out);
        out.close();
        System.exit(2);
      }
      out.println(results + " results");
      out.close();
      // Some damage must be harmless, and some fatal.
      System.exit(results > FILES / 20 && results < FILES / 20 * 19 ? 0 : 4);
    }

    /** CPU time of the process in ns, independent of the load of the machine. */
    private static long cpu() {
      return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
          .getProcessCpuTime();
    }

    private static boolean results(EmotionRecognizer recognizer, PhotoSource source) {
      try {
        Recognition recognition = recognizer.recognize(source);
        return recognition.width() > 0;
      } catch (SezimException e) {
        if (e.getMessage().lines().count() != 1) {
          throw new AssertionError(e.getMessage());
        }
        return false;
      }
    }
  }

  @Test
  @Tag("slow")
  void damagedFilesGiveAResultOrOneErrorLine(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    String own = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("surefire.test.class.path", own),
                Run.class.getName(),
                output.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("console.txt").toFile())
            .start();
    int code = process.waitFor();
    assertEquals(0, code, () -> read(output) + read(folder.resolve("console.txt")));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A face in every format that the JDK writes, and the WebP and TIFF files beside this class. */
  private static List<byte[]> samples() throws IOException {
    BufferedImage face = ImageIO.read(new File("../samples/happy.png"));
    BufferedImage color =
        new BufferedImage(face.getWidth(), face.getHeight(), BufferedImage.TYPE_INT_RGB);
    color.createGraphics().drawImage(face, 0, 0, null);
    List<byte[]> samples = new ArrayList<>();
    for (String format : new String[] {"jpeg", "png", "gif", "bmp", "tiff"}) {
      samples.add(write(color, format, ImageWriteParam.MODE_DISABLED));
    }
    samples.add(write(color, "jpeg", ImageWriteParam.MODE_DEFAULT));
    for (String name :
        List.of(
            "cmyk.jpg", "lossy.webp", "lossless.webp", "animation.webp", "jpeg.tif", "lzw.tif")) {
      samples.add(Files.readAllBytes(Path.of("src/test/resources/org/sezim/image/photos", name)));
    }
    return samples;
  }

  private static byte[] write(BufferedImage image, String format, int progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setProgressiveMode(progressive);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] damage(byte[] sample, Random random) {
    byte[] bytes = sample.clone();
    switch (random.nextInt(6)) {
      case 0 -> {
        for (int n = 1 + random.nextInt(8); n > 0; n--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> {
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
          bytes[random.nextInt(Math.min(64, bytes.length))] = (byte) random.nextInt();
        }
      }
      case 3 -> {
        // A piece repeated or removed.
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(bytes.length - from);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, random.nextBoolean() ? to : from);
        out.write(bytes, random.nextBoolean() ? from : to, bytes.length - to);
        bytes = out.toByteArray();
      }
      case 4 -> {
        int[] size = SIZES[random.nextInt(SIZES.length)];
        declare(bytes, size[0], size[1]);
        if (random.nextBoolean()) {
          bytes = Arrays.copyOf(bytes, bytes.length / 2 + random.nextInt(bytes.length / 2));
        }
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
        Arrays.fill(bytes, from, to, (byte) (random.nextBoolean() ? 0xff : 0));
      }
    }
    return bytes;
  }

  /** Overwrites the size that the file declares. */
  private static void declare(byte[] bytes, int width, int height) {
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer big = ByteBuffer.wrap(bytes);
    String start = new String(bytes, 0, 16, StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG")) {
      big.putInt(16, width).putInt(20, height);
      CRC32 crc = new CRC32();
      crc.update(bytes, 12, 17);
      big.putInt(29, (int) crc.getValue());
    } else if (start.startsWith("GIF")) {
      little.putShort(6, (short) width).putShort(8, (short) height);
    } else if (start.startsWith("BM")) {
      little.putInt(18, width).putInt(22, height);
    } else if (start.toLowerCase(Locale.ROOT).startsWith("riff")) {
      // Both the canvas of the extended format and the frame of the lossy one.
      little.putShort(24, (short) width).putShort(27, (short) height);
    } else if (start.startsWith("II") || start.startsWith("MM")) {
      declareTiff(start.startsWith("II") ? little : big, width, height);
    } else {
      for (int i = 2; i + 9 < bytes.length; i++) {
        // The frame's header: baseline or progressive.
        if ((bytes[i] & 0xff) == 0xff && ((bytes[i + 1] & 0xfd) == 0xc0)) {
          big.putShort(i + 5, (short) height).putShort(i + 7, (short) width);
          return;
        }
      }
    }
  }

  private static void declareTiff(ByteBuffer file, int width, int height) {
    int directory = file.getInt(4);
    int entries = file.getShort(directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      int tag = file.getShort(entry) & 0xffff;
      if (tag == 256 || tag == 257) {
        file.putShort(entry + 2, (short) 4).putInt(entry + 8, tag == 256 ? width : height);
      }
    }
  }
}
