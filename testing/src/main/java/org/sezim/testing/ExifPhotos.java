package org.sezim.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Photos encoded with an EXIF orientation, as cameras store them. */
public final class ExifPhotos {
  private ExifPhotos() {}

  /** The image as a file of a format that ImageIO knows. */
  public static byte[] write(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no encoder for " + format);
    }
    return out.toByteArray();
  }

  /** The image as a progressive JPEG. */
  public static byte[] progressiveJpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(0.95f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** EXIF data with only the orientation, big-endian. */
  private static byte[] exif(int orientation) {
    return ByteBuffer.allocate(26)
        .put(ascii("MM\0*"))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /**
   * The image as a file with an EXIF orientation.
   *
   * @param format {@code png}, {@code jpg}, or {@code progressive} for a progressive JPEG
   * @param orientation 0–65535; 1 to 8 are valid
   */
  public static byte[] withExif(String format, BufferedImage image, int orientation)
      throws IOException {
    byte[] exif = exif(orientation);
    byte[] file = format.equals("progressive") ? progressiveJpeg(image) : write(image, format);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (format.equals("png")) {
      out.write(file, 0, 33); // the signature and IHDR
      byte[] chunk = ByteBuffer.allocate(30).put(ascii("eXIf")).put(exif).array();
      CRC32 crc = new CRC32();
      crc.update(chunk);
      out.write(ByteBuffer.allocate(4).putInt(26).array());
      out.write(chunk);
      out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
      out.write(file, 33, file.length - 33);
    } else {
      out.write(file, 0, 2);
      out.write(ByteBuffer.allocate(4).putShort((short) 0xffe1).putShort((short) 34).array());
      out.write(ascii("Exif\0\0"));
      out.write(exif);
      out.write(file, 2, file.length - 2);
    }
    return out.toByteArray();
  }

  /** The pixels as a camera held at this orientation (1–8) stores them. */
  public static BufferedImage stored(BufferedImage upright, int orientation) {
    boolean swaps = orientation >= 5;
    int width = swaps ? upright.getHeight() : upright.getWidth();
    int height = swaps ? upright.getWidth() : upright.getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // EXIF names the sides of the first row and the first column.
        boolean right = List.of(2, 3).contains(orientation);
        boolean bottom = List.of(3, 4).contains(orientation);
        int fromX = right ? width - 1 - x : x;
        int fromY = bottom ? height - 1 - y : y;
        if (swaps) {
          // 5: transposed. 6: the first row is at the right. 8: the first row is at the left, the
          // first column at the bottom.
          fromX = orientation == 6 || orientation == 7 ? height - 1 - y : y;
          fromY = orientation == 7 || orientation == 8 ? width - 1 - x : x;
        }
        image.setRGB(x, y, upright.getRGB(fromX, fromY));
      }
    }
    return image;
  }
}
