package org.sezim.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.sezim.SezimException;

/**
 * A folder for pictures and more about the inputs, each under the input's own name and an ending.
 */
final class AnnotatedPhotoFolder {
  private static final Pattern JPEG =
      Pattern.compile("\\.(jpe?g|jpe|jfif)$", Pattern.CASE_INSENSITIVE);

  private static final float JPEG_QUALITY = 0.9f;

  private final Path folder;

  private AnnotatedPhotoFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder if need be.
   *
   * @throws SezimException if nothing can be written there
   */
  static AnnotatedPhotoFolder open(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw new SezimException(folder.toString(), "cannot be written");
    }
    return new AnnotatedPhotoFolder(folder);
  }

  /**
   * A file name of a picture about an input: the input's own, then {@code .ending.jpg} if it is
   * named as a JPEG, otherwise {@code .ending.png}. The whole name stands before the ending, so
   * {@code a.png} and {@code a.webp} do not meet.
   */
  static Path about(Path name, String ending) {
    return name.resolveSibling(
        name.getFileName() + "." + ending + (isJpeg(name) ? ".jpg" : ".png"));
  }

  private static boolean isJpeg(Path name) {
    return JPEG.matcher(name.toString()).find();
  }

  /**
   * Writes a picture, as JPEG if the name ends so, otherwise as PNG. May be called by several
   * threads at once, with names of their own.
   *
   * @param name relative to this folder
   * @return the file
   * @throws SezimException if it cannot be written
   */
  Path write(BufferedImage picture, Path name) {
    Path file = place(name);
    try {
      byte[] bytes = bytes(picture, isJpeg(name) ? "jpeg" : "png");
      // Another name first: a thread that is given up must not leave half a picture.
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.write(part, bytes);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Writes a text.
   *
   * @param name relative to this folder
   * @return the file
   * @throws SezimException if it cannot be written
   */
  Path write(String text, Path name) {
    Path file = place(name);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Makes the folders of a file that somebody else writes.
   *
   * @param name relative to this folder
   * @return the file
   * @throws SezimException if they cannot be made
   */
  Path place(Path name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return file;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static byte[] bytes(BufferedImage picture, String form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(form).next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (form.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static SezimException unwritable(Path file, IOException e) {
    String why = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new SezimException(
        file.toString(), "cannot be written (" + e.getClass().getSimpleName() + why + ")", e);
  }
}
