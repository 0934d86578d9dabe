package org.sezim.evaluation;

import java.util.List;
import java.util.stream.Stream;
import org.sezim.face.FaceCrop;

/**
 * A transformed view of a face for test-time augmentation: shifted, then optionally mirrored. The
 * mean of a model's predictions for several views is more accurate than its prediction for the face
 * itself, and takes time in proportion to the number of views.
 *
 * @param right the shift to the right in pixels, −47 to 47
 * @param down the shift down in pixels, −47 to 47
 * @param mirrored true to exchange left and right after the shift
 */
public record TtaView(int right, int down, boolean mirrored) {
  private static final int SHIFT = 3;

  /** The face as it is. */
  public static final TtaView PLAIN = new TtaView(0, 0, false);

  /**
   * The ten crops of Khaireddin and Chen 2021, "Facial Emotion Recognition: State of the Art
   * Performance on FER2013", here on 48×48 faces: the face, its mirror image, and both shifted by 3
   * pixels to each corner. The first is {@link #PLAIN}, the second its mirror image.
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
   * @throws IllegalArgumentException if the shift moves the whole face out of the image
   */
  public TtaView {
    if (Math.abs(right) >= FaceCrop.SIZE || Math.abs(down) >= FaceCrop.SIZE) {
      throw new IllegalArgumentException(
          "shift: expected −47 to 47, found " + right + " and " + down);
    }
  }

  /** Applies this view to a face; the edge pixels are repeated where the shift leaves a gap. */
  public FaceCrop of(FaceCrop face) {
    if (equals(PLAIN)) {
      return face;
    }
    int size = FaceCrop.SIZE;
    byte[] pixels = new byte[FaceCrop.PIXELS];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int column = mirrored ? size - 1 - x : x;
        pixels[y * size + x] = (byte) face.pixel(clamp(column - right), clamp(y - down));
      }
    }
    return FaceCrop.of(pixels);
  }

  private static int clamp(int index) {
    return Math.max(0, Math.min(FaceCrop.SIZE - 1, index));
  }
}
