package org.sezim.training.detector;

import java.util.List;
import java.util.SplittableRandom;
import org.sezim.face.Box;

/**
 * Makes pictures to learn from out of photographs: one photograph or a mosaic of several, each
 * turned, mirrored and sized at random, with a few more pasted on. So faces of all sizes come
 * together, many in one picture, whole and cut off, and much that is no face. Safe to share between
 * threads.
 */
final class MosaicGenerator {
  /** Faces are brought to sizes from 12 pixels on, evenly on a log scale. */
  private static final double SMALLEST = 12;

  /** Enlarged further, faces are blurs. */
  private static final double MOST = 2.5;

  private final List<List<TrainingImage>> folders;
  private final List<List<TrainingImage>> withFaces;
  private final int side;

  /**
   * Takes photographs.
   *
   * @param folders none of them empty; each is drawn from equally often
   * @param side of a canvas in pixels
   */
  MosaicGenerator(List<List<TrainingImage>> folders, int side) {
    this.folders = folders.stream().map(List::copyOf).toList();
    this.withFaces =
        this.folders.stream()
            .map(folder -> folder.stream().filter(p -> !p.faces().isEmpty()).toList())
            .toList();
    this.side = side;
  }

  /** Side × side × 3 unsigned bytes B, G, R, row by row. */
  byte[] canvas(SplittableRandom random) {
    byte[] canvas = new byte[3 * side * side];
    int grid = cells(random);
    for (int row = 0; row < grid; row++) {
      for (int column = 0; column < grid; column++) {
        int x = column * side / grid;
        int y = row * side / grid;
        int width = (column + 1) * side / grid - x;
        int height = (row + 1) * side / grid - y;
        fill(canvas, x, y, width, height, random);
      }
    }
    if (random.nextInt(2) == 0) {
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        pasteAnywhere(canvas, random);
      }
    }
    return canvas;
  }

  /** Cells in a row: one photograph in 45 of 100 canvases. */
  private static int cells(SplittableRandom random) {
    int of100 = random.nextInt(100);
    return of100 < 45 ? 1 : of100 < 70 ? 2 : of100 < 85 ? 3 : of100 < 95 ? 4 : 6;
  }

  /** Half of them with a face, if the folder has any. */
  private TrainingImage picture(SplittableRandom random) {
    int f = random.nextInt(folders.size());
    boolean any = withFaces.get(f).isEmpty() || random.nextBoolean();
    List<TrainingImage> folder = any ? folders.get(f) : withFaces.get(f);
    return folder.get(random.nextInt(folder.size()));
  }

  /** Fills a cell with a part of a picture: about a face of it, or any. */
  private void fill(byte[] canvas, int x, int y, int width, int height, SplittableRandom random) {
    TrainingImage picture = picture(random);
    double cover = cover(picture, width, height);
    if (picture.faces().isEmpty() || random.nextInt(5) == 0) {
      double scale = cover * Math.pow(2, random.nextDouble(0, 1));
      double fromX = middle(picture.width(), width / scale, random);
      double fromY = middle(picture.height(), height / scale, random);
      draw(canvas, picture, x, y, width, height, fromX, fromY, scale, random);
      return;
    }
    Box face = picture.faces().get(random.nextInt(picture.faces().size()));
    double longest = Math.max(face.width(), face.height());
    double most = Math.max(width, height);
    double size = SMALLEST * Math.pow(most / SMALLEST, random.nextDouble());
    double scale = Math.min(MOST, size / longest);
    double fromX = face.x() + face.width() / 2 + around(width / scale, longest, random);
    double fromY = face.y() + face.height() / 2 + around(height / scale, longest, random);
    if (scale >= cover) {
      draw(canvas, picture, x, y, width, height, fromX, fromY, scale, random);
      return;
    }
    TrainingImage behind = picture(random);
    double wide = cover(behind, width, height);
    draw(
        canvas,
        behind,
        x,
        y,
        width,
        height,
        behind.width() / 2.0,
        behind.height() / 2.0,
        wide,
        random);
    double middleX = x + width / 2.0 + (picture.width() / 2.0 - fromX) * scale;
    double middleY = y + height / 2.0 + (picture.height() / 2.0 - fromY) * scale;
    paste(canvas, picture, middleX, middleY, scale, random);
  }

  /** The scale at which a picture just covers a cell. */
  private static double cover(TrainingImage picture, int width, int height) {
    return Math.max((double) width / picture.width(), (double) height / picture.height());
  }

  private void draw(
      byte[] canvas,
      TrainingImage picture,
      int x,
      int y,
      int width,
      int height,
      double fromX,
      double fromY,
      double scale,
      SplittableRandom random) {
    TrainingImage.Place place =
        new TrainingImage.Place(
            x, y, width, height, fromX, fromY, scale, angle(random), random.nextBoolean());
    picture.draw(canvas, side, place);
  }

  /** A whole picture about a point of the canvas. */
  private void paste(
      byte[] canvas,
      TrainingImage picture,
      double middleX,
      double middleY,
      double scale,
      SplittableRandom random) {
    int width = (int) Math.max(1, picture.width() * scale);
    int height = (int) Math.max(1, picture.height() * scale);
    int x = (int) Math.round(middleX - width / 2.0);
    int y = (int) Math.round(middleY - height / 2.0);
    draw(
        canvas,
        picture,
        x,
        y,
        width,
        height,
        picture.width() / 2.0,
        picture.height() / 2.0,
        scale,
        random);
  }

  /** How far a window's middle is from the face that is to be in it, at the border at most. */
  private static double around(double window, double face, SplittableRandom random) {
    return Math.max(0, window - 0.7 * face) / 2 * random.nextDouble(-1, 1);
  }

  /** The middle of a window, drawn so that it lies within the picture if it fits. */
  private static double middle(double size, double window, SplittableRandom random) {
    double room = Math.abs(size - window) / 2;
    return size / 2 + room * random.nextDouble(-1, 1);
  }

  /** A whole picture of 24 to 145 pixels, anywhere. */
  private void pasteAnywhere(byte[] canvas, SplittableRandom random) {
    TrainingImage picture = picture(random);
    double longest = 24 * Math.pow(2, random.nextDouble(0, 2.6));
    double scale = longest / Math.max(picture.width(), picture.height());
    paste(canvas, picture, random.nextDouble(side), random.nextDouble(side), scale, random);
  }

  /** Mostly a few degrees; one in ten up to 60. */
  private static double angle(SplittableRandom random) {
    double degrees = random.nextInt(10) == 0 ? random.nextDouble(-60, 60) : 12 * gaussian(random);
    return Math.toRadians(degrees);
  }

  /**
   * The same canvas in another light: brightness, contrast, colour cast, some grey, blurred or
   * noisy. The teacher sees the canvas as it was.
   */
  byte[] changed(byte[] canvas, SplittableRandom random) {
    boolean grey = random.nextInt(8) == 0;
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
    byte[] from = random.nextInt(6) == 0 ? blurred(canvas) : canvas;
    double noise = random.nextInt(4) == 0 ? random.nextDouble(2, 14) : 0;
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i += 3) {
      int mean =
          (29 * (from[i] & 0xff) + 150 * (from[i + 1] & 0xff) + 77 * (from[i + 2] & 0xff)) >> 8;
      for (int c = 0; c < 3; c++) {
        int value = curves[c][grey ? mean : from[i + c] & 0xff] & 0xff;
        to[i + c] = noise > 0 ? clamp(value + noise * fastNoise(random)) : (byte) value;
      }
    }
    return to;
  }

  /** The mean of 3×3 pixels; the border stays. */
  private byte[] blurred(byte[] canvas) {
    byte[] to = canvas.clone();
    for (int y = 1; y < side - 1; y++) {
      for (int i = 3 * (y * side + 1); i < 3 * (y * side + side - 1); i++) {
        int sum = 0;
        for (int dy = -3 * side; dy <= 3 * side; dy += 3 * side) {
          sum +=
              (canvas[i + dy - 3] & 0xff) + (canvas[i + dy] & 0xff) + (canvas[i + dy + 3] & 0xff);
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

  /** About normal, mean 0, spread 1: four bytes' sum. */
  private static double fastNoise(SplittableRandom random) {
    int bits = random.nextInt();
    int sum = (bits & 0xff) + (bits >> 8 & 0xff) + (bits >> 16 & 0xff) + (bits >>> 24);
    return (sum - 510) / 147.8;
  }
}
