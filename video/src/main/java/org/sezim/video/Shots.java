package org.sezim.video;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.sezim.Box;
import org.sezim.FaceCrop;
import org.sezim.FaceTracker;
import org.sezim.Recognition;

/**
 * Follows faces within a shot. After a cut another person may stand where one stood before, so
 * faces get new numbers there. Not for use by several threads.
 */
final class Shots {
  // How alike two frames of a shot are at least, and two where a face is not as it was; and how
  // alike a face is to itself: chosen on photographs, see docs/video.md.
  private static final double ALIKE = 0.8;
  private static final double ALIKE_WITH_OTHER_FACES = 0.9;
  private static final double SAME_FACE = 0.75;

  private final FaceTracker.Options options;
  private FaceTracker tracker;
  private View before;

  /** Faces of earlier shots, and of all. */
  private long earlier;

  private long numbered;

  Shots(FaceTracker.Options options) {
    this.options = options;
    tracker = new FaceTracker(options);
  }

  /**
   * What a cut is told by.
   *
   * @param crops what the emotion model saw of each face
   */
  record View(Glance glance, List<Recognition.Face> faces, List<FaceCrop> crops) {
    /** Whether this is another shot. */
    boolean isCutFrom(View other, double overlap) {
      double alike = Math.max(glance.likeness(other.glance), glance.colours(other.glance));
      OptionalDouble faces = faces(other, overlap);
      return faces.isEmpty()
          ? alike < ALIKE
          : faces.getAsDouble() < SAME_FACE && alike < ALIKE_WITH_OTHER_FACES;
    }

    /** How alike the faces in the same places are, on average; none without such faces. */
    private OptionalDouble faces(View other, double overlap) {
      List<Double> likenesses = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        Box box = faces.get(i).box();
        for (int j = 0; j < other.faces.size(); j++) {
          if (box.iou(other.faces.get(j).box()) > overlap) {
            likenesses.add(likeness(crops.get(i), other.crops.get(j)));
          }
        }
      }
      return likenesses.stream().mapToDouble(value -> value).average();
    }

    /** The correlation of two faces, −1 to 1. */
    private static double likeness(FaceCrop a, FaceCrop b) {
      double meanA = mean(a);
      double meanB = mean(b);
      double ab = 0;
      double aa = 0;
      double bb = 0;
      for (int y = 0; y < FaceCrop.SIZE; y++) {
        for (int x = 0; x < FaceCrop.SIZE; x++) {
          double pixelA = a.pixel(x, y) - meanA;
          double pixelB = b.pixel(x, y) - meanB;
          ab += pixelA * pixelB;
          aa += pixelA * pixelA;
          bb += pixelB * pixelB;
        }
      }
      // Faces without any light and dark are alike.
      return aa == 0 || bb == 0 ? 1 : ab / Math.sqrt(aa * bb);
    }

    private static double mean(FaceCrop crop) {
      double sum = 0;
      for (int y = 0; y < FaceCrop.SIZE; y++) {
        for (int x = 0; x < FaceCrop.SIZE; x++) {
          sum += crop.pixel(x, y);
        }
      }
      return sum / (FaceCrop.SIZE * FaceCrop.SIZE);
    }
  }

  /** As {@link FaceTracker#next}. */
  List<FaceTracker.Tracked> next(View now, double seconds) {
    if (before != null && now.isCutFrom(before, options.overlap())) {
      tracker = new FaceTracker(options);
      earlier = numbered;
    }
    before = now;
    List<FaceTracker.Tracked> tracked =
        tracker.next(now.faces(), seconds).stream()
            .map(face -> new FaceTracker.Tracked(earlier + face.track(), face.face()))
            .toList();
    tracked.forEach(face -> numbered = Math.max(numbered, face.track()));
    return tracked;
  }
}
