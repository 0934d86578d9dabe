package org.sezim.bench.experiments;

import java.awt.image.BufferedImage;
import org.sezim.face.Box;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.Landmarks;
import org.sezim.image.Photo;

/**
 * A face of FER-2013 as a photo for the detector: enlarged four times, with its edge pixels
 * repeated as a margin.
 */
final class EnlargedFace {
  private static final int ZOOM = 4;

  /** The margin around the face, in pixels of the face. */
  private static final int MARGIN = 16;

  private static final double CENTER = ZOOM * (MARGIN + FaceCrop.SIZE / 2.0);

  /** The face's own frame in the enlarged photo. */
  static final CropRegion FRAME = new CropRegion(CENTER, CENTER, ZOOM * FaceCrop.SIZE, 0);

  private EnlargedFace() {}

  /** Enlarges with bilinear interpolation. */
  static Photo of(FaceCrop face) {
    int size = ZOOM * (FaceCrop.SIZE + 2 * MARGIN);
    byte[] pixels = new byte[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        pixels[y * size + x] = (byte) Math.round(interpolated(face, toFace(x), toFace(y)));
      }
    }
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, size, size, pixels);
    return Photo.of(image);
  }

  /** Maps a pixel's center in the photo to the face, relative to the center of its first pixel. */
  private static double toFace(int pixel) {
    return (pixel + 0.5) / ZOOM - MARGIN - 0.5;
  }

  private static double interpolated(FaceCrop face, double x, double y) {
    double inX = Math.max(0, Math.min(FaceCrop.SIZE - 1, x));
    double inY = Math.max(0, Math.min(FaceCrop.SIZE - 1, y));
    int left = Math.min(FaceCrop.SIZE - 2, (int) inX);
    int top = Math.min(FaceCrop.SIZE - 2, (int) inY);
    double right = inX - left;
    double down = inY - top;
    return (1 - down) * ((1 - right) * face.pixel(left, top) + right * face.pixel(left + 1, top))
        + down * ((1 - right) * face.pixel(left, top + 1) + right * face.pixel(left + 1, top + 1));
  }

  /** Converts pixels of the enlarged photo to pixels of the 48×48 frame. */
  static Detection inFrame(Detection face) {
    Box box = face.box();
    Landmarks p = face.landmarks();
    return new Detection(
        new Box(
            box.x() / ZOOM - MARGIN,
            box.y() / ZOOM - MARGIN,
            box.width() / ZOOM,
            box.height() / ZOOM),
        face.confidence(),
        new Landmarks(
            inFrame(p.rightEye()),
            inFrame(p.leftEye()),
            inFrame(p.nose()),
            inFrame(p.rightMouth()),
            inFrame(p.leftMouth())));
  }

  private static Landmarks.Point inFrame(Landmarks.Point p) {
    return new Landmarks.Point(p.x() / ZOOM - MARGIN, p.y() / ZOOM - MARGIN);
  }
}
