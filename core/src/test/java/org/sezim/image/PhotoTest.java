package org.sezim.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.sezim.testing.ExifPhotos.ascii;
import static org.sezim.testing.ExifPhotos.progressiveJpeg;
import static org.sezim.testing.ExifPhotos.stored;
import static org.sezim.testing.ExifPhotos.withExif;
import static org.sezim.testing.ExifPhotos.write;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.SezimException;

class PhotoTest {
  /** The quarters of {@link #quarters()} and of the fixtures: top left, top right, below them. */
  private static final int[] QUARTERS = {0xc82828, 0x28a03c, 0x283cc8, 0xe6e6e6};

  private static final List<String> FIXTURES =
      List.of(
          "cmyk.jpg",
          "ycck.jpg",
          "lossy.webp",
          "lossless.webp",
          "last.webp",
          "alpha.webp",
          "animation.webp",
          "lzw.tif",
          "jpeg.tif",
          "big.tif");

  @TempDir Path folder;

  /** 24×16 pixels: red, green, blue, light gray. */
  private static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        image.setRGB(x, y, QUARTERS[2 * (y / 8) + x / 12]);
      }
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    return write(image, "png");
  }

  private static byte[] fixture(String name) throws IOException {
    try (InputStream in = PhotoTest.class.getResourceAsStream("photos/" + name)) {
      return in.readAllBytes();
    }
  }

  /** The sample of a format: a fixture by its name, or the quarters in that format. */
  private static byte[] sample(String name) throws IOException {
    return switch (name) {
      case "progressive" -> progressiveJpeg(quarters());
      case "png", "jpg", "gif", "bmp" -> write(quarters(), name);
      default -> fixture(name);
    };
  }

  static List<String> samples() {
    List<String> all = new ArrayList<>(FIXTURES);
    all.addAll(List.of("png", "jpg", "progressive", "gif", "bmp"));
    return all;
  }

  private static BufferedImage grayRamp() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      image.getRaster().setSample(i % 16, i / 16, 0, i);
    }
    return image;
  }

  private static void assertColor(int expected, int found, int tolerance) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertEquals(
          expected >> shift & 0xff,
          found >> shift & 0xff,
          tolerance,
          () -> Integer.toHexString(expected) + " " + Integer.toHexString(found));
    }
  }

  @Test
  void jpegOfTooManyScansIsRefusedBeforeDecoding() throws IOException {
    byte[] file = progressiveJpeg(quarters()); // has ten scans
    long pixels = (long) quarters().getWidth() * quarters().getHeight();
    SezimException e =
        assertThrows(
            SezimException.class,
            () -> PhotoDecoder.decode("p.jpg", file, pixels, taken -> fail("decodes"), 9));
    assertEquals("expected at most 9 scans in a JPEG of 384 pixels, found 10", e.rule());
    assertEquals(24, PhotoDecoder.decode("p.jpg", file, pixels, taken -> {}, 10).width());
    // A JPEG of half the pixels may have twice the scans.
    assertEquals(24, PhotoDecoder.decode("p.jpg", file, 2 * pixels, taken -> {}, 5).width());
    assertEquals(20, PhotoDecoder.MAX_SCANS);
    Photo.read("p.jpg", new ByteArrayInputStream(file), pixels);
  }

  @Test
  void grayValuesAreKept() throws IOException {
    byte[] expected = new byte[256];
    for (int i = 0; i < 256; i++) {
      expected[i] = (byte) i;
    }
    for (String format : new String[] {"png", "bmp", "gif"}) {
      Photo photo = Photo.decode("ramp", write(grayRamp(), format));
      assertEquals(16, photo.width());
      assertEquals(16, photo.height());
      assertArrayEquals(expected, photo.gray(), format);
    }
  }

  @Test
  void sixteenBitGrayKeepsItsHighByte() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, 0x12ff);
    image.getRaster().setSample(1, 0, 0, 0xfe00);
    assertArrayEquals(new byte[] {0x12, (byte) 0xfe}, Photo.decode("deep.png", png(image)).gray());
  }

  /** An image with one element per channel, which no type of {@link BufferedImage} stands for. */
  private static BufferedImage empty(int width, int height, int space, boolean alpha, int type) {
    int transparency = alpha ? Color.TRANSLUCENT : Color.OPAQUE;
    ComponentColorModel model =
        new ComponentColorModel(ColorSpace.getInstance(space), alpha, false, transparency, type);
    WritableRaster raster = model.createCompatibleWritableRaster(width, height);
    return new BufferedImage(model, raster, false, null);
  }

  @Test
  void sixteenBitColorsKeepTheirHighBytes() throws IOException {
    BufferedImage image = empty(2, 1, ColorSpace.CS_sRGB, true, DataBuffer.TYPE_USHORT);
    image.getRaster().setPixel(0, 0, new int[] {0x12ff, 0x3400, 0xfe80, 0xffff});
    image.getRaster().setPixel(1, 0, new int[] {0x1200, 0x3400, 0x5600, 0});
    Photo photo = Photo.decode("deep.png", png(image));
    assertEquals(0x1234fe, photo.rgb(0, 0));
    assertEquals(0xffffff, photo.rgb(1, 0));
  }

  @Test
  void colorsBecomeLuma() throws IOException {
    BufferedImage image = new BufferedImage(5, 1, BufferedImage.TYPE_INT_RGB);
    int[] colors = {0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0x808080};
    image.setRGB(0, 0, 5, 1, colors, 0, 5);
    // 0.299·255, 0.587·255, 0.114·255
    byte[] expected = {76, (byte) 150, 29, (byte) 255, (byte) 128};
    assertArrayEquals(expected, Photo.decode("colors.png", png(image)).gray());
  }

  @Test
  void palettesKeepTheirColors() throws IOException {
    for (int bits : new int[] {1, 2, 4, 8}) {
      byte[] red = {10, (byte) 200};
      byte[] green = {20, 100};
      byte[] blue = {30, 50};
      IndexColorModel colors = new IndexColorModel(bits, 2, red, green, blue);
      int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
      BufferedImage image = new BufferedImage(3, 1, type, colors);
      image.getRaster().setSample(1, 0, 0, 1);
      Photo photo = Photo.decode("palette.png", png(image));
      assertEquals(0x0a141e, photo.rgb(0, 0));
      assertEquals(0xc86432, photo.rgb(1, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsEveryFormat(String name) throws IOException {
    Path file = Files.write(folder.resolve("photo"), sample(name));
    Photo photo = Photo.read(file);
    assertEquals(24, photo.width());
    assertEquals(16, photo.height());
    int tolerance =
        List.of("png", "gif", "bmp", "lzw.tif", "big.tif", "last.webp").contains(name) ? 0 : 12;
    for (int i = 0; i < 4; i++) {
      boolean overWhite = name.equals("alpha.webp") && i == 3;
      int found = photo.rgb(i % 2 * 12 + 4, i / 2 * 8 + 3);
      assertColor(overWhite ? 0xffffff : QUARTERS[i], found, tolerance);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void pathBytesAndStreamAgree(String name) throws IOException {
    byte[] bytes = sample(name);
    byte[] expected = Photo.decode("photo", bytes).rgb();
    assertEquals(3 * 24 * 16, expected.length);
    assertArrayEquals(expected, Photo.read(Files.write(folder.resolve("p"), bytes)).rgb());
    assertArrayEquals(expected, Photo.read("p", new ByteArrayInputStream(bytes)).rgb());
  }

  @Test
  void jpegIsDecodedAsByTheJdk() throws IOException {
    byte[] bytes = write(quarters(), "jpg");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    Photo photo = Photo.decode("p", bytes);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        assertEquals(image.getRGB(x, y) & 0xffffff, photo.rgb(x, y));
      }
    }
  }

  @Test
  void transparencyIsCompositedOverWhite() throws IOException {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
    int[] colors = {0x00000000, 0xff102030, 0x80000000, 0x40ff0000};
    image.setRGB(0, 0, 4, 1, colors, 0, 4);
    for (Photo photo : List.of(Photo.of(image), Photo.decode("alpha.png", png(image)))) {
      assertEquals(0xffffff, photo.rgb(0, 0));
      assertEquals(0x102030, photo.rgb(1, 0));
      assertEquals(0x7f7f7f, photo.rgb(2, 0));
      assertEquals(0xffbfbf, photo.rgb(3, 0));
    }
    BufferedImage premultiplied = new BufferedImage(4, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    premultiplied.setRGB(0, 0, 4, 1, colors, 0, 4);
    assertColor(0xffbfbf, Photo.of(premultiplied).rgb(3, 0), 1);

    byte[] none = new byte[2];
    IndexColorModel palette = new IndexColorModel(1, 2, none, none, none, 1);
    BufferedImage gif = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    gif.getRaster().setSample(1, 0, 0, 1);
    for (String format : new String[] {"gif", "png"}) {
      Photo photo = Photo.decode("p", write(gif, format));
      assertEquals(0x000000, photo.rgb(0, 0));
      assertEquals(0xffffff, photo.rgb(1, 0));
    }
  }

  @Test
  void grayWithTransparencyKeepsItsValues() throws IOException {
    BufferedImage image = empty(2, 1, ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE);
    image.getRaster().setPixel(0, 0, new int[] {77, 255});
    image.getRaster().setPixel(1, 0, new int[] {77, 0});
    Photo photo = Photo.decode("p.png", png(image));
    assertArrayEquals(new byte[] {77, (byte) 255}, photo.gray());
  }

  @Test
  void otherColorSpacesBecomeSrgb() {
    BufferedImage image = empty(3, 200, ColorSpace.CS_LINEAR_RGB, false, DataBuffer.TYPE_BYTE);
    image.getRaster().setPixel(1, 199, new int[] {255, 55, 0});
    Photo photo = Photo.of(image);
    assertEquals(0, photo.rgb(0, 199));
    assertColor(0xff8000, photo.rgb(1, 199), 3);
  }

  @Test
  void everyImageTypeOfJava2dGivesTheSame() {
    byte[] expected = Photo.of(quarters()).rgb();
    for (int type = BufferedImage.TYPE_INT_RGB; type <= BufferedImage.TYPE_4BYTE_ABGR_PRE; type++) {
      BufferedImage image = new BufferedImage(30, 20, type);
      BufferedImage part = image.getSubimage(3, 2, 24, 16);
      for (int i = 0; i < 24 * 16; i++) {
        part.setRGB(i % 24, i / 24, quarters().getRGB(i % 24, i / 24));
      }
      assertArrayEquals(expected, Photo.of(part).rgb(), "type " + type);
    }
  }

  @Test
  void isImmutable() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_3BYTE_BGR);
    Photo photo = Photo.of(image);
    image.setRGB(0, 0, 0xffffff);
    photo.rgb()[3] = 1;
    photo.gray()[1] = 1;
    assertArrayEquals(new byte[6], photo.rgb());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void allOrientationsBecomeUpright(int orientation) throws IOException {
    BufferedImage stored = stored(quarters(), orientation);
    for (String format : new String[] {"png", "jpg", "progressive"}) {
      Photo photo = Photo.decode("p", withExif(format, stored, orientation));
      assertEquals("Photo[24×16]", photo.toString());
      if (format.equals("png")) {
        assertArrayEquals(Photo.of(quarters()).rgb(), photo.rgb());
      }
      for (int i = 0; i < 4; i++) {
        assertColor(QUARTERS[i], photo.rgb(i % 2 * 12 + 4, i / 2 * 8 + 3), 40);
      }
    }
  }

  /** Each orientation must give the same pixels as a PNG with that orientation. */
  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lzw.tif"})
  void webpAndTiffAreRotatedToo(String name) throws IOException {
    byte[] file = fixture(name);
    // The tag, its type, one value: the file is little-endian or big-endian.
    int at =
        name.endsWith(".tif")
            ? indexOf(file, new byte[] {0x12, 1, 3, 0, 1, 0, 0, 0, 1, 0}) + 8
            : indexOf(file, new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, 1}) + 9;
    BufferedImage asStored = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    Photo plain = Photo.decode("p", file);
    for (int i = 0; i < 24 * 16; i++) {
      asStored.setRGB(i % 24, i / 24, plain.rgb(i % 24, i / 24));
    }
    for (int orientation = 1; orientation <= 8; orientation++) {
      file[at] = (byte) orientation;
      byte[] expected = Photo.decode("p", withExif("png", asStored, orientation)).rgb();
      assertArrayEquals(expected, Photo.decode("p", file).rgb(), "orientation " + orientation);
    }
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void damagedExifIsIgnored() throws IOException {
    for (int orientation : new int[] {0, 9, 65535}) {
      assertEquals(24, Photo.decode("p", withExif("jpg", quarters(), orientation)).width());
    }
    byte[] jpeg = withExif("jpg", quarters(), 6);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      byte[] damaged = jpeg.clone();
      damaged[12 + random.nextInt(26)] = (byte) random.nextInt();
      Photo photo = Photo.decode("p", damaged);
      assertEquals(24 + 16, photo.width() + photo.height());
    }
  }

  @Test
  void grayOfARectangleIsPartOfTheWhole() {
    Photo photo = Photo.of(quarters());
    byte[] all = photo.gray();
    byte[] part = photo.gray(11, 7, 3, 2);
    for (int i = 0; i < 6; i++) {
      assertEquals(all[(7 + i / 3) * 24 + 11 + i % 3], part[i]);
    }
    assertThrows(IllegalArgumentException.class, () -> photo.gray(22, 0, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> photo.gray(1, 0, Integer.MAX_VALUE, 1));
    assertThrows(IllegalArgumentException.class, () -> photo.rgb(24, 0));
  }

  private static String error(byte[] bytes) {
    return assertThrows(SezimException.class, () -> Photo.decode("party.jpg", bytes)).getMessage();
  }

  @Test
  void otherFilesAreNamedByType() {
    assertEquals("party.jpg: not an image (found an empty file)", error(new byte[0]));
    assertEquals("party.jpg: not an image (found text/plain)", error(ascii("Hello, world.\n")));
    assertEquals("party.jpg: not an image (found text/plain)", error(ascii("BMW is a car, see?")));
    assertEquals("party.jpg: not an image (found text/html)", error(ascii("<html><body>Not here")));
    assertEquals("party.jpg: not an image (found unknown bytes)", error(new byte[] {1, 2, 3, 0}));
    assertEquals(
        "party.jpg: expected JPEG, PNG, WebP, GIF, BMP or TIFF, found image/heic",
        error(ascii("\0\0\0\30ftypheic\0\0\0\0")));
    byte[] letters = "é".repeat(5000).getBytes(StandardCharsets.UTF_8);
    letters[0] = 'e';
    letters[1] = ' ';
    assertEquals("party.jpg: not an image (found text/plain)", error(letters));
    assertTrue(error(ascii("RIFF....WEBPVP8 ")).startsWith("party.jpg: damaged image ("));
  }

  @Test
  void readsOnlyTheStartOfOtherFiles() throws IOException {
    try (InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        }) {
      SezimException e = assertThrows(SezimException.class, () -> Photo.read("video", endless));
      assertEquals("video: not an image (found text/plain)", e.getMessage());
    }
  }

  @Test
  void failingStreamIsOneErrorLine() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    SezimException e = assertThrows(SezimException.class, () -> Photo.read("upload", broken));
    assertEquals("upload: cannot be read (connection reset)", e.getMessage());
  }

  /** Whether decoding fails, with a one-line error. */
  private static boolean fails(byte[] bytes) {
    try {
      Photo photo = Photo.decode("party.jpg", bytes, 100_000);
      assertEquals(photo.width() * photo.height(), photo.gray().length);
      return false;
    } catch (SezimException e) {
      assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void truncatedFilesGiveAPhotoOrOneErrorLine(String name) throws IOException {
    byte[] bytes = sample(name);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          int failed = 0;
          for (int length = 0; length < bytes.length; length++) {
            failed += fails(Arrays.copyOf(bytes, length)) ? 1 : 0;
          }
          assertTrue(failed > 10, name + ": " + failed);
        });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void mutatedFilesGiveAPhotoOrOneErrorLine(String name) throws IOException {
    byte[] bytes = sample(name);
    Random random = new Random(5);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            for (int n = 1 + i % 3; n > 0; n--) {
              // Half of the bytes at the start, where sizes and offsets are.
              int range = random.nextBoolean() ? damaged.length : Math.min(64, damaged.length);
              damaged[random.nextInt(range)] = (byte) random.nextInt();
            }
            fails(damaged);
          }
        });
  }

  /** A PNG with a header and no pixels. */
  private static byte[] emptyPng(int width, int height) {
    ByteBuffer header = ByteBuffer.allocate(17);
    header.put(ascii("IHDR")).putInt(width).putInt(height);
    header.put(new byte[] {8, 0, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.array());
    ByteBuffer file = ByteBuffer.allocate(8 + 4 + 17 + 4 + 12);
    file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    file.putInt(13).put(header.array()).putInt((int) crc.getValue());
    file.putInt(0).put(ascii("IDAT")).putInt(0);
    return file.array();
  }

  @Test
  void refusesLargePhotosBeforeDecodingThem() {
    byte[] header = emptyPng(20, 30);
    assertEquals(
        "p: expected at most 599 pixels, found 600 (20×30)",
        assertThrows(SezimException.class, () -> Photo.decode("p", header, 599)).getMessage());
    // It has no pixels, so decoding fails.
    assertTrue(error(header).startsWith("party.jpg: damaged image ("));
    assertTrue(error(emptyPng(-5, -5)).startsWith("party.jpg: damaged image ("));
  }

  @Test
  void defaultLimitIs50MegapixelsWithoutOverflow() {
    PhotoDecoder.checkSize("p", 10_000, 5_000, Photo.MAX_PIXELS);
    assertEquals(
        "p: expected at most 50000000 pixels, found 50010000 (10002×5000)",
        tooLarge(10_002, 5_000));
    assertEquals(
        "p: expected at most 50000000 pixels, found 4611686014132420609 (2147483647×2147483647)",
        tooLarge(Integer.MAX_VALUE, Integer.MAX_VALUE));
    // As an int, the product would be 0.
    assertTrue(tooLarge(65_536, 65_536).contains("found 4294967296 (65536×65536)"));
  }

  private static String tooLarge(int width, int height) {
    return assertThrows(
            SezimException.class,
            () -> PhotoDecoder.checkSize("p", width, height, Photo.MAX_PIXELS))
        .getMessage();
  }

  @Test
  void limitCanBeChanged() throws IOException {
    byte[] bytes = png(quarters());
    assertEquals(24, Photo.decode("p", bytes, 24 * 16).width());
    for (String name : samples()) {
      byte[] sample = sample(name);
      SezimException e =
          assertThrows(SezimException.class, () -> Photo.decode("p", sample, 24 * 16 - 1));
      assertEquals("p: expected at most 383 pixels, found 384 (24×16)", e.getMessage());
    }
    Path file = Files.write(folder.resolve("p.png"), bytes);
    assertThrows(SezimException.class, () -> Photo.read(file, 383));
    assertThrows(SezimException.class, () -> Photo.read("p", new ByteArrayInputStream(bytes), 383));
    for (long limit : new long[] {0, -1, Integer.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> Photo.decode("p", bytes, limit));
    }
  }

  @Test
  void recognizesImageFilesByName() {
    for (String name : new String[] {"a.jpg", "b.JPEG", "c.d.webp", "x.jfif", ".tiff", "g.GIF"}) {
      assertTrue(Photo.isImageFile(Path.of("folder", name)), name);
    }
    for (String name : new String[] {"jpg", "a.txt", "a.jpg.zip", "webp.", ""}) {
      assertFalse(Photo.isImageFile(Path.of(name)), name);
    }
    assertFalse(Photo.isImageFile(Path.of("/")));
    assertTrue(Photo.EXTENSIONS.containsAll(List.of("jpg", "png", "webp", "gif", "bmp", "tif")));
  }

  @Test
  void missingFileIsNamed() throws IOException {
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
