package org.sezim.training.detector;

import java.util.List;
import java.util.SplittableRandom;
import org.sezim.face.Box;

/**
 * Generator of training images from photos: one photo or a mosaic of several, each rotated,
 * mirrored and scaled at random, with a few more pasted on. An image may contain many faces of all
 * sizes, whole and cut off, and much background. Thread-safe.
 */
final class MosaicGenerator {
  /** Smallest face in pixels; sizes are drawn uniformly on a log scale. */
  private static final double MIN_FACE = 12;

  /** Largest enlargement of a face, which would be too blurred beyond. */
  private static final double MAX_SCALE = 2.5;

  /** A part of the mosaic in pixels. */
  private record Area(int x, int y, int width, int height) {}

  private final List<List<TrainingImage>> folders;
  private final List<List<TrainingImage>> withFaces;
  private final int side;

  /**
   * Creates a generator.
   *
   * @param folders photos by folder, none empty; each folder is drawn from equally often
   * @param side of an image in pixels
   */
  MosaicGenerator(List<List<TrainingImage>> folders, int side) {
    this.folders = folders.stream().map(List::copyOf).toList();
    this.withFaces =
        this.folders.stream()
            .map(folder -> folder.stream().filter(p -> !p.faces().isEmpty()).toList())
            .toList();
    this.side = side;
  }

  /** Generates an image: side × side × 3 unsigned bytes B, G, R, row by row. */
  byte[] generate(SplittableRandom random) {
    byte[] mosaic = new byte[3 * side * side];
    int grid = cells(random);
    for (int row = 0; row < grid; row++) {
      for (int column = 0; column < grid; column++) {
        int x = column * side / grid;
        int y = row * side / grid;
        int width = (column + 1) * side / grid - x;
        int height = (row + 1) * side / grid - y;
        fill(mosaic, new Area(x, y, width, height), random);
      }
    }
    if (random.nextInt(2) == 0) {
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        pasteAnywhere(mosaic, random);
      }
    }
    return mosaic;
  }

  /** Cells per row: 1 in 45 of 100 images. */
  private static int cells(SplittableRandom random) {
    int of100 = random.nextInt(100);
    return of100 < 45 ? 1 : of100 < 70 ? 2 : of100 < 85 ? 3 : of100 < 95 ? 4 : 6;
  }

  /** Draws a photo, in half of the cases one with a face if the folder has any. */
  private TrainingImage drawPhoto(SplittableRandom random) {
    int f = random.nextInt(folders.size());
    boolean any = withFaces.get(f).isEmpty() || random.nextBoolean();
    List<TrainingImage> folder = any ? folders.get(f) : withFaces.get(f);
    return folder.get(random.nextInt(folder.size()));
  }

  /** Fills a cell with a part of a photo, mostly around one of its faces. */
  private void fill(byte[] mosaic, Area cell, SplittableRandom random) {
    TrainingImage photo = drawPhoto(random);
    double cover = cover(photo, cell);
    if (photo.faces().isEmpty() || random.nextInt(5) == 0) {
      double scale = cover * Math.pow(2, random.nextDouble(0, 1));
      double fromX = center(photo.width(), cell.width / scale, random);
      double fromY = center(photo.height(), cell.height / scale, random);
      draw(mosaic, photo, cell, fromX, fromY, scale, random);
      return;
    }
    Box face = photo.faces().get(random.nextInt(photo.faces().size()));
    double faceSide = Math.max(face.width(), face.height());
    double maxSide = Math.max(cell.width, cell.height);
    double size = MIN_FACE * Math.pow(maxSide / MIN_FACE, random.nextDouble());
    double scale = Math.min(MAX_SCALE, size / faceSide);
    double fromX = face.x() + face.width() / 2 + offset(cell.width / scale, faceSide, random);
    double fromY = face.y() + face.height() / 2 + offset(cell.height / scale, faceSide, random);
    if (scale >= cover) {
      draw(mosaic, photo, cell, fromX, fromY, scale, random);
      return;
    }
    TrainingImage background = drawPhoto(random);
    drawCentered(mosaic, background, cell, cover(background, cell), random);
    double centerX = cell.x + cell.width / 2.0 + (photo.width() / 2.0 - fromX) * scale;
    double centerY = cell.y + cell.height / 2.0 + (photo.height() / 2.0 - fromY) * scale;
    paste(mosaic, photo, centerX, centerY, scale, random);
  }

  /** The scale at which a photo just covers a cell. */
  private static double cover(TrainingImage photo, Area cell) {
    return Math.max((double) cell.width / photo.width(), (double) cell.height / photo.height());
  }

  /** Draws a photo onto an area with its center at the area's. */
  private void drawCentered(
      byte[] mosaic, TrainingImage photo, Area area, double scale, SplittableRandom random) {
    draw(mosaic, photo, area, photo.width() / 2.0, photo.height() / 2.0, scale, random);
  }

  private void draw(
      byte[] mosaic,
      TrainingImage photo,
      Area area,
      double fromX,
      double fromY,
      double scale,
      SplittableRandom random) {
    TrainingImage.Placement placement =
        new TrainingImage.Placement(
            area.x,
            area.y,
            area.width,
            area.height,
            fromX,
            fromY,
            scale,
            angle(random),
            random.nextBoolean());
    photo.draw(mosaic, side, placement);
  }

  /** Pastes a whole photo, centered at a point. */
  private void paste(
      byte[] mosaic,
      TrainingImage photo,
      double centerX,
      double centerY,
      double scale,
      SplittableRandom random) {
    int width = (int) Math.max(1, photo.width() * scale);
    int height = (int) Math.max(1, photo.height() * scale);
    int x = (int) Math.round(centerX - width / 2.0);
    int y = (int) Math.round(centerY - height / 2.0);
    drawCentered(mosaic, photo, new Area(x, y, width, height), scale, random);
  }

  /**
   * Draws the distance between the centers of a window and its face, which stays inside up to the
   * border.
   */
  private static double offset(double window, double face, SplittableRandom random) {
    return Math.max(0, window - 0.7 * face) / 2 * random.nextDouble(-1, 1);
  }

  /** Draws the center of a window, which lies within the photo if it fits. */
  private static double center(double size, double window, SplittableRandom random) {
    double margin = Math.abs(size - window) / 2;
    return size / 2 + margin * random.nextDouble(-1, 1);
  }

  /** Pastes a whole photo of 24 to 145 pixels anywhere. */
  private void pasteAnywhere(byte[] mosaic, SplittableRandom random) {
    TrainingImage photo = drawPhoto(random);
    double longest = 24 * Math.pow(2, random.nextDouble(0, 2.6));
    double scale = longest / Math.max(photo.width(), photo.height());
    paste(mosaic, photo, random.nextDouble(side), random.nextDouble(side), scale, random);
  }

  /** Draws an angle in radians: normal with a deviation of 12°, one in ten uniform within ±60°. */
  private static double angle(SplittableRandom random) {
    double degrees = random.nextInt(10) == 0 ? random.nextDouble(-60, 60) : 12 * gaussian(random);
    return Math.toRadians(degrees);
  }

  /**
   * Returns a photometrically augmented copy: other brightness, contrast, gamma and color cast,
   * some gray, blurred or noisy. The teacher sees the original.
   */
  byte[] augment(byte[] mosaic, SplittableRandom random) {
    boolean gray = random.nextInt(8) == 0;
    double contrast = Math.pow(2, random.nextDouble(-0.8, 0.6));
    double brightness = random.nextDouble(-40, 40);
    double gamma = Math.pow(2, random.nextDouble(-0.6, 0.6));
    double cast = random.nextInt(3) == 0 ? 0.2 : 0.05;
    byte[][] curves = new byte[3][];
    for (int c = 0; c < 3; c++) {
      double gain = contrast * (1 + cast * random.nextDouble(-1, 1));
      curves[c] = new byte[256];
      for (int v = 0; v < 256; v++) {
        double value = 255 * Math.pow(v / 255.0, gamma);
        curves[c][v] = clamp((value - 128) * gain + 128 + brightness);
      }
    }
    byte[] from = random.nextInt(6) == 0 ? blurred(mosaic) : mosaic;
    double noise = random.nextInt(4) == 0 ? random.nextDouble(2, 14) : 0;
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += 3) {
      int mean =
          (29 * (from[i] & 0xff) + 150 * (from[i + 1] & 0xff) + 77 * (from[i + 2] & 0xff)) >> 8;
      for (int c = 0; c < 3; c++) {
        int value = curves[c][gray ? mean : from[i + c] & 0xff] & 0xff;
        to[i + c] = noise > 0 ? clamp(value + noise * fastNoise(random)) : (byte) value;
      }
    }
    return to;
  }

  /** Returns a copy with the mean of 3×3 pixels; the border is unchanged. */
  private byte[] blurred(byte[] mosaic) {
    byte[] to = mosaic.clone();
    for (int y = 1; y < side - 1; y++) {
      for (int i = 3 * (y * side + 1); i < 3 * (y * side + side - 1); i++) {
        int sum = 0;
        for (int dy = -3 * side; dy <= 3 * side; dy += 3 * side) {
          sum +=
              (mosaic[i + dy - 3] & 0xff) + (mosaic[i + dy] & 0xff) + (mosaic[i + dy + 3] & 0xff);
        }
        to[i] = (byte) (sum / 9);
      }
    }
    return to;
  }

  private static byte clamp(double value) {
    return (byte) (int) Math.max(0, Math.min(255, value + 0.5));
  }

  private static double gaussian(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /**
   * Draws from an approximately normal distribution, mean 0 and deviation 1: the sum of four bytes.
   */
  private static double fastNoise(SplittableRandom random) {
    int bits = random.nextInt();
    int sum = (bits & 0xff) + (bits >> 8 & 0xff) + (bits >> 16 & 0xff) + (bits >>> 24);
    return (sum - 510) / 147.8;
  }
}
