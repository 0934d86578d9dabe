package org.sezim.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Photos of average faces, which show no person: the project's {@code samples}, and photos drawn
 * with the average faces of {@link #face}. Paths are relative to a module's folder.
 */
public final class TestPhotos {
  /** The emotions with an average face, in alphabetical order. */
  public static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise");

  /** One happy face, PNG, 144×144 pixels. */
  public static final Path HAPPY = sample("happy");

  /** Several faces, JPEG. */
  public static final Path SEVERAL = Path.of("../samples/several.jpg");

  /** The number of faces in {@link #SEVERAL}. */
  public static final int FACES_IN_SEVERAL = 7;

  /** The folder of {@link #face}. */
  public static final Path FACES = Path.of("../testing/src/main/resources/org/sezim/testing/faces");

  private TestPhotos() {}

  /** A photo of one face that shows an emotion, PNG, 144×144 pixels. */
  public static Path sample(String emotion) {
    return Path.of("../samples", emotion + ".png");
  }

  /** The average face of an emotion, cropped as in FER-2013, PNG, gray, 48×48 pixels. */
  public static Path face(String emotion) {
    return FACES.resolve(emotion + ".png");
  }

  /** The bytes of {@link #HAPPY}. */
  public static byte[] happy() {
    return bytes(HAPPY);
  }

  /** The bytes of {@link #SEVERAL}. */
  public static byte[] several() {
    return bytes(SEVERAL);
  }

  /** The bytes of a photo without a face, PNG, 96×64 pixels. */
  public static byte[] empty() {
    return bytes(ground(96, 64), "png");
  }

  /** A plain gray photo, to paste faces on. */
  public static BufferedImage ground(int width, int height) {
    return plain(width, height, Color.GRAY);
  }

  /** A photo of one color. */
  public static BufferedImage plain(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** A photo of 480×360 pixels with a happy face of 200 pixels in the middle. */
  public static BufferedImage happyScene() {
    BufferedImage image = ground(480, 360);
    paste(image, "happy", 140, 80, 200, 0);
    return image;
  }

  /**
   * Draws the average face of an emotion onto a photo.
   *
   * @param x the left of the upright face
   * @param y its top
   * @param size its width and height in pixels
   * @param angle clockwise rotation about its center, in radians
   */
  public static void paste(
      BufferedImage onto, String emotion, int x, int y, int size, double angle) {
    AffineTransform place = AffineTransform.getTranslateInstance(x + size / 2.0, y + size / 2.0);
    place.rotate(angle);
    place.scale(size / 48.0, size / 48.0);
    place.translate(-24, -24);
    draw(onto, face(emotion), place);
  }

  /** Draws a photo onto another, pixel by pixel, with its top left corner at a point. */
  public static void paste(BufferedImage onto, Path photo, int x, int y) {
    draw(onto, photo, AffineTransform.getTranslateInstance(x, y));
  }

  private static void draw(BufferedImage onto, Path photo, AffineTransform place) {
    Graphics2D graphics = onto.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(readRgb(photo), place, null);
    graphics.dispose();
  }

  /** Converts gray photos to RGB, because Java2D brightens gray ones. */
  private static BufferedImage readRgb(Path photo) {
    try {
      BufferedImage image = ImageIO.read(photo.toFile());
      if (image.getRaster().getNumBands() > 1) {
        return image;
      }
      BufferedImage rgb =
          new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          rgb.setRGB(x, y, 0x010101 * image.getRaster().getSample(x, y, 0));
        }
      }
      return rgb;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A photo as the bytes of a file.
   *
   * @param format a name that ImageIO knows, for example {@code png}
   */
  public static byte[] bytes(BufferedImage photo, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(photo, format, out)) {
        throw new IllegalArgumentException("format: expected one of ImageIO's, found " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a photo, in the format of the file's extension, and creates missing folders. */
  public static Path write(BufferedImage photo, Path file) {
    String name = file.toString();
    return write(bytes(photo, name.substring(name.lastIndexOf('.') + 1)), file);
  }

  /** Copies a file and creates missing folders. */
  public static Path copy(Path from, Path to) {
    return write(bytes(from), to);
  }

  private static Path write(byte[] bytes, Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
