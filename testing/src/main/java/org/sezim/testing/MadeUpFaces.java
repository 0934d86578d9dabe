package org.sezim.testing;

import java.util.Random;

/**
 * Synthetic faces, one per seed, with details at the scale of facial features; 48×48 gray pixels,
 * row by row. They show no person.
 */
public final class MadeUpFaces {
  private static final int SIZE = 48;
  private static final int GRID = 7;

  private MadeUpFaces() {}

  /** One face per seed: 2304 unsigned bytes. */
  public static byte[] face(long seed) {
    return face(seed, 0, 0, 1);
  }

  /** The same face moved by some pixels, then enlarged from its top left corner. */
  public static byte[] face(long seed, double right, double down, double zoom) {
    Random random = new Random(seed);
    // Extra cells on each side, which a move uncovers.
    double[][] grid = new double[GRID + 4][GRID + 4];
    for (double[] row : grid) {
      for (int x = 0; x < row.length; x++) {
        row[x] = 40 + 160 * random.nextDouble();
      }
    }
    byte[] pixels = new byte[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / SIZE;
      double x = (i % SIZE / zoom - right) * GRID / SIZE + 1;
      double y = (row / zoom - down) * GRID / SIZE + 1;
      int left = (int) x;
      int top = (int) y;
      double upper = mix(grid[top][left], grid[top][left + 1], x - left);
      double lower = mix(grid[top + 1][left], grid[top + 1][left + 1], x - left);
      pixels[i] = (byte) Math.round(mix(upper, lower, y - top));
    }
    return pixels;
  }

  /** The same face, darker, with less contrast and noise, as after lossy compression. */
  public static byte[] copied(byte[] pixels) {
    Random random = new Random(1);
    byte[] copy = new byte[pixels.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (byte) (10 + (pixels[i] & 0xff) * 0.7 + random.nextInt(9) - 4);
    }
    return copy;
  }

  /** The face mirrored left to right. */
  public static byte[] mirrored(byte[] pixels) {
    byte[] mirrored = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      mirrored[i] = pixels[i / SIZE * SIZE + SIZE - 1 - i % SIZE];
    }
    return mirrored;
  }

  /**
   * A row of FER-2013's CSV file.
   *
   * @param usage the split: {@code Training}, {@code PublicTest} or {@code PrivateTest}
   */
  public static String row(int emotion, byte[] pixels, String usage) {
    return emotion + "," + TinyFer.text(pixels) + "," + usage + "\n";
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
