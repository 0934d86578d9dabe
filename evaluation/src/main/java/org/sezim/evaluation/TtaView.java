package org.sezim.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.sezim.face.FaceCrop;

/**
 * One way to look at a face: shifted, then perhaps mirrored. The mean of a model's answers to
 * several views of a face is more often right than its answer to the face alone (test-time
 * augmentation), and takes as many times as long.
 *
 * @param right by how many pixels the picture moves to the right, −47 to 47
 * @param down by how many pixels it moves down, −47 to 47
 * @param mirrored whether left and right change places
 */
public record TtaView(int right, int down, boolean mirrored) {
  private static final int SHIFT = 3;

  /** The face as it is. */
  public static final TtaView PLAIN = new TtaView(0, 0, false);

  /**
   * The ten crops of Khaireddin and Chen 2021, "Facial Emotion Recognition: State of the Art
   * Performance on FER2013", on faces that stay 48×48: the face, its mirror image, and the same
   * shifted by 3 pixels to each corner. The first is {@link #PLAIN}, the second its mirror image.
   */
  public static final List<TtaView> TEN =
      Stream.of(
              PLAIN,
              new TtaView(-SHIFT, -SHIFT, false),
              new TtaView(SHIFT, -SHIFT, false),
              new TtaView(-SHIFT, SHIFT, false),
              new TtaView(SHIFT, SHIFT, false))
          .flatMap(view -> Stream.of(view, new TtaView(view.right, view.down, true)))
          .toList();

  /**
   * Checks the shift.
   *
   * @throws IllegalArgumentException if it moves all of the face out of the picture
   */
  public TtaView {
    if (Math.abs(right) >= FaceCrop.SIZE || Math.abs(down) >= FaceCrop.SIZE) {
      throw new IllegalArgumentException(
          "shift: expected −47 to 47, found " + right + " and " + down);
    }
  }

  /** The face seen so; where the shift leaves a gap, the pixels of the edge are repeated. */
  public FaceCrop of(FaceCrop face) {
    if (equals(PLAIN)) {
      return face;
    }
    int size = FaceCrop.SIZE;
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int column = mirrored ? size - 1 - x : x;
        pixels[y * size + x] = (byte) face.pixel(inside(column - right), inside(y - down));
      }
    }
    return FaceCrop.of(pixels);
  }

  private static int inside(int place) {
    return Math.max(0, Math.min(FaceCrop.SIZE - 1, place));
  }
}
