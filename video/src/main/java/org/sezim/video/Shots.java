package org.sezim.video;

import java.util.List;
import org.sezim.FaceTracker;
import org.sezim.Photo;
import org.sezim.Recognition;

/**
 * Follows faces within a shot. After a cut another person may stand where one stood before, so
 * faces get new numbers there. Not for use by several threads.
 */
final class Shots {
  /** A frame as so many columns and rows of mean grey values. */
  private static final int COLUMNS = 16;

  private static final int ROWS = 9;

  /** Pixels looked at in each, both ways. */
  private static final int SAMPLES = 4;

  /** Frames of one shot are alike to at least this, frames of two are not: see docs/video.md. */
  private static final double LEAST_LIKENESS = 0.5;

  private final FaceTracker.Options options;
  private FaceTracker tracker;
  private float[] before;

  /** Faces of earlier shots, and of all. */
  private long earlier;

  private long numbered;

  Shots(FaceTracker.Options options) {
    this.options = options;
    tracker = new FaceTracker(options);
  }

  /** As {@link FaceTracker#next}. */
  List<FaceTracker.Tracked> next(Photo photo, List<Recognition.Face> faces, double seconds) {
    float[] now = small(photo);
    if (before != null && likeness(before, now) < LEAST_LIKENESS) {
      tracker = new FaceTracker(options);
      earlier = numbered;
    }
    before = now;
    List<FaceTracker.Tracked> tracked =
        tracker.next(faces, seconds).stream()
            .map(face -> new FaceTracker.Tracked(earlier + face.track(), face.face()))
            .toList();
    tracked.forEach(face -> numbered = Math.max(numbered, face.track()));
    return tracked;
  }

  /** Mean grey values of a frame, less their mean. */
  static float[] small(Photo photo) {
    float[] means = new float[COLUMNS * ROWS];
    float sum = 0;
    for (int y = 0; y < ROWS * SAMPLES; y++) {
      for (int x = 0; x < COLUMNS * SAMPLES; x++) {
        int rgb =
            photo.rgb(
                (2 * x + 1) * photo.width() / (2 * COLUMNS * SAMPLES),
                (2 * y + 1) * photo.height() / (2 * ROWS * SAMPLES));
        float grey = 0.299f * (rgb >> 16) + 0.587f * (rgb >> 8 & 0xff) + 0.114f * (rgb & 0xff);
        means[y / SAMPLES * COLUMNS + x / SAMPLES] += grey;
        sum += grey;
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] -= sum / means.length;
    }
    return means;
  }

  /**
   * The correlation of two frames, −1 to 1. A little is added that all frames have in common, so
   * that the noise of frames of one colour is no cut.
   */
  static double likeness(float[] a, float[] b) {
    double common = COLUMNS * ROWS * Math.pow(4 * SAMPLES * SAMPLES, 2);
    double ab = common;
    double aa = common;
    double bb = common;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
