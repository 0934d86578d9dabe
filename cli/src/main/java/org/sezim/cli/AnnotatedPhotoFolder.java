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
 * An output folder for annotated photos and other files about the inputs, each named after its
 * input plus an ending.
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
   * Opens the folder and creates it if it does not exist.
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
   * The name of an image about an input: the input's own, then {@code .ending.jpg} if the input is
   * named as a JPEG, otherwise {@code .ending.png}. The input keeps its own ending, so that {@code
   * a.png} and {@code a.webp} give different names.
   */
  static Path imageName(Path input, String ending) {
    return fileName(input, ending + (isJpeg(input) ? ".jpg" : ".png"));
  }

  /** The name of a file about an input: the input's own, then the ending. */
  static Path fileName(Path input, String ending) {
    return input.resolveSibling(input.getFileName() + "." + ending);
  }

  private static boolean isJpeg(Path name) {
    return JPEG.matcher(name.toString()).find();
  }

  /**
   * Writes an image, as JPEG if the name has a JPEG ending, otherwise as PNG. Several threads may
   * call it at once, each with different names.
   *
   * @param name relative to this folder
   * @return the file
   * @throws SezimException if it cannot be written
   */
  Path write(BufferedImage image, Path name) {
    Path file = prepare(name);
    try {
      byte[] bytes = encode(image, isJpeg(name) ? "jpeg" : "png");
      // Under another name first, so that an abandoned thread leaves no partial image.
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
    Path file = prepare(name);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Creates the parent folders of a file that the caller writes.
   *
   * @param name relative to this folder
   * @return the file
   * @throws SezimException if they cannot be created
   */
  Path prepare(Path name) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return file;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format.equals("jpeg")) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(JPEG_QUALITY);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
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
