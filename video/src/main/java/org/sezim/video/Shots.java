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
  private final FaceTracker.Options options;
  private FaceTracker tracker;
  private Glance before;

  /** Faces of earlier shots, and of all. */
  private long earlier;

  private long numbered;

  Shots(FaceTracker.Options options) {
    this.options = options;
    tracker = new FaceTracker(options);
  }

  /** As {@link FaceTracker#next}. */
  List<FaceTracker.Tracked> next(Photo photo, List<Recognition.Face> faces, double seconds) {
    Glance now = Glance.of(photo);
    if (before != null && now.isCutFrom(before)) {
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
}
