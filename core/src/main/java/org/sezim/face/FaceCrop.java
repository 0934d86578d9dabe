package org.sezim.face;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.sezim.image.Photo;

/**
 * One face as the emotion networks see it: 48×48 gray pixels, 0 (black) to 255 (white), row-major,
 * y down, as in FER-2013 (Goodfellow et al. 2013). Immutable.
 */
public final class FaceCrop {
  /** Width and height in pixels. */
  public static final int SIZE = 48;

  /** Number of pixels, 2304. */
  public static final int PIXELS = SIZE * SIZE;

  private final byte[] pixels;

  private FaceCrop(byte[] pixels) {
    this.pixels = pixels;
  }

  /**
   * A crop of these 2304 unsigned bytes, row by row, which are copied.
   *
   * @throws IllegalArgumentException if there are not 2304
   */
  public static FaceCrop of(byte[] pixels) {
    if (pixels.length != PIXELS) {
      throw new IllegalArgumentException(
          "pixels: expected 2304 values (48×48), found " + pixels.length);
    }
    return new FaceCrop(pixels.clone());
  }

  /**
   * The whole photo as one face: gray, resized to 48×48. A photo that is not square is stretched,
   * so crop the face first.
   */
  public static FaceCrop of(Photo photo) {
    return new FaceCrop(Resize.gray(photo.gray(), photo.width(), photo.height(), SIZE, SIZE));
  }

  /** The crop of a face detected in this photo, at {@link CropRegion#of(Detection)}. */
  public static FaceCrop of(Photo photo, Detection face) {
    return of(photo, CropRegion.of(face));
  }

  /**
   * The crop of a square of a photo: gray, averaged when it is reduced, interpolated when it is
   * enlarged. Outside the photo, the nearest edge pixels are repeated.
   */
  public static FaceCrop of(Photo photo, CropRegion region) {
    return new FaceCrop(region.cut(photo, SIZE));
  }

  /** The 2304 pixels as unsigned bytes, a copy. */
  public byte[] pixels() {
    return pixels.clone();
  }

  /** The gray value, 0–255, in column {@code x} and row {@code y}, both 0–47 from the top left. */
  public int pixel(int x, int y) {
    if (x < 0 || x >= SIZE || y < 0 || y >= SIZE) {
      throw new IllegalArgumentException("expected x and y in 0–47, found " + x + ", " + y);
    }
    return pixels[y * SIZE + x] & 0xff;
  }

  /**
   * Writes the 2304 pixels to a buffer, as unsigned bytes.
   *
   * @throws java.nio.BufferOverflowException if fewer bytes remain
   */
  public void putInto(ByteBuffer buffer) {
    buffer.put(pixels);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FaceCrop other && Arrays.equals(pixels, other.pixels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "FaceCrop[48×48]";
  }
}
