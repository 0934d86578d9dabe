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

  public static byte[] write(BufferedImage image, String form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, form, out)) {
      throw new IOException("no encoder for " + form);
    }
    return out.toByteArray();
  }

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

  /** EXIF with the orientation alone, big-endian. */
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

  public static byte[] withExif(String form, BufferedImage image, int orientation)
      throws IOException {
    byte[] exif = exif(orientation);
    byte[] file = form.equals("progressive") ? progressiveJpeg(image) : write(image, form);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (form.equals("png")) {
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

  /** How a camera held as the orientation says would store this upright photo. */
  public static BufferedImage stored(BufferedImage upright, int orientation) {
    boolean swaps = orientation >= 5;
    int width = swaps ? upright.getHeight() : upright.getWidth();
    int height = swaps ? upright.getWidth() : upright.getHeight();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // EXIF names the sides on which the first row and the first column belong.
        boolean right = List.of(2, 3).contains(orientation);
        boolean bottom = List.of(3, 4).contains(orientation);
        int fromX = right ? width - 1 - x : x;
        int fromY = bottom ? height - 1 - y : y;
        if (swaps) {
          // 5 top left: rows are columns. 6: the first row is at the right. 8: at the left, and
          // the first column at the bottom.
          fromX = orientation == 6 || orientation == 7 ? height - 1 - y : y;
          fromY = orientation == 7 || orientation == 8 ? width - 1 - x : x;
        }
        image.setRGB(x, y, upright.getRGB(fromX, fromY));
      }
    }
    return image;
  }
}
