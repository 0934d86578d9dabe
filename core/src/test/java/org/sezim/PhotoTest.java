package org.sezim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoTest {
  @TempDir Path folder;

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", out));
    return out.toByteArray();
  }

  private static BufferedImage greyRamp() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 16, i / 16, 0, i);
    }
    return image;
  }

  @Test
  void greyStaysWhatItIs() throws IOException {
    byte[] expected = new byte[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = (byte) i;
    }
    Photo photo = Photo.decode("ramp.png", png(greyRamp()));
    assertEquals(16, photo.width());
    assertEquals(16, photo.height());
    assertArrayEquals(expected, photo.grey());
  }

  @Test
  void sixteenBitGreyKeepsItsHighByte() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x12ff);
    image.getRaster().setSample(1, 0, 0, 0xfe00);
    assertArrayEquals(new byte[] {0x12, (byte) 0xfe}, Photo.decode("deep.png", png(image)).grey());
  }

  @Test
  void coloursBecomeLuma() throws IOException {
    BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_INT_RGB);
    int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x808080};
    image.setRGB(0, 0, 5, 1, colours, 0, 5);
    // 0.299·255, 0.587·255, 0.114·255
    byte[] expected = {76, (byte) 150, 29, (byte) 255, (byte) 128};
    assertArrayEquals(expected, Photo.decode("colours.png", png(image)).grey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
  void readsCommonForms(String form) throws IOException {
    BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    Arrays.stream(new int[] {0, 5, 9}).forEach(y -> image.setRGB(3, y, 0xffffff));
    Path file = folder.resolve("picture." + form);
    assertTrue(ImageIO.write(image, form, file.toFile()));
    Photo photo = Photo.read(file);
    assertEquals(20, photo.width());
    assertEquals(10, photo.height());
    assertTrue((photo.grey()[5 * 20 + 3] & 0xff) > 150);
    assertTrue((photo.grey()[5 * 20 + 12] & 0xff) < 30);
  }

  private static String error(byte[] bytes) {
    return assertThrows(SezimException.class, () -> Photo.decode("party.jpg", bytes)).getMessage();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void saysWhatIsNoPicture() {
    assertEquals("party.jpg: not an image (found an empty file)", error(new byte[0]));
    assertEquals("party.jpg: not an image (found text/plain)", error(ascii("Hello, world.\n")));
    assertEquals("party.jpg: not an image (found text/html)", error(ascii("<html><body>Not here")));
    assertEquals("party.jpg: not an image (found unknown bytes)", error(new byte[] {1, 2, 3, 0}));
    assertEquals(
        "party.jpg: expected JPEG, PNG, GIF, BMP or TIFF, found image/webp",
        error(ascii("RIFF....WEBPVP8 ")));
  }

  @Test
  void everyTruncationIsOneLine() throws IOException {
    for (String form : new String[] {"png", "jpg", "gif", "bmp"}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BufferedImage rgb = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
      rgb.setRGB(2, 2, 0xff8040);
      assertTrue(ImageIO.write(rgb, form, out));
      int failed = 0;
      for (int length = 0; length < out.size(); length++) {
        byte[] part = Arrays.copyOf(out.toByteArray(), length);
        try {
          assertEquals(16, Photo.decode("party.jpg", part).width());
        } catch (SezimException e) {
          assertEquals(1, e.getMessage().lines().count(), e.getMessage());
          failed++;
        }
      }
      assertTrue(failed > 10, form + ": " + failed);
    }
  }

  @Test
  void refusesHugePicturesBeforeDecodingThem() {
    // A PNG of nothing but its header: 20000 × 20000 pixels.
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put(ascii("IHDR")).putInt(20_000).putInt(20_000);
    header.put(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.array());
    ByteBuffer file = ByteBuffer.allocate(8 + 4 + 17 + 4 + 12);
    file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    file.putInt(13).put(header.array()).putInt((int) crc.getValue());
    file.putInt(0).put(ascii("IDAT")).putInt(0);
    assertEquals(
        "party.jpg: expected at most 50000000 pixels, found 400000000 (20000×20000)",
        error(file.array()));
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    Path none = folder.resolve("none.jpg");
    SezimException e = assertThrows(SezimException.class, () -> Photo.read(none));
    assertEquals(none + ": no such file", e.getMessage());
    assertEquals(none.toString(), e.place());
    assertEquals("no such file", e.rule());
    Path dir = Files.createDirectory(folder.resolve("dir.jpg"));
    assertTrue(
        assertThrows(SezimException.class, () -> Photo.read(dir))
            .getMessage()
            .startsWith(dir + ": cannot be read ("));
  }
}
