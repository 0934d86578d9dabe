package org.sezim.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The point of the face at which the mean feature map of one kernel has its maximum.
 *
 * @param x distance from the left edge, in pixels of the 48×48 face
 * @param y distance from the upper edge
 */
record KernelPeak(double x, double y) {
  /** The facial features of the study's claim. */
  static final List<String> FEATURES = List.of("mouth", "eyebrow", "eye", "nose");

  /**
   * The features' areas on the mean of FER-2013's training faces, in pixels of the 48×48 face. They
   * were drawn by eye on that image, before any kernel was inspected.
   */
  static final List<FaceOverlay.Area> AREAS =
      List.of(
          new FaceOverlay.Area("eyebrow", 8, 10, 12, 5),
          new FaceOverlay.Area("eyebrow", 28, 10, 12, 5),
          new FaceOverlay.Area("eye", 8, 15, 12, 6),
          new FaceOverlay.Area("eye", 28, 15, 12, 6),
          new FaceOverlay.Area("nose", 19, 20, 10, 12),
          new FaceOverlay.Area("mouth", 14, 33, 20, 10));

  /** The peaks of the given maps; maps that are zero everywhere have none. */
  static List<KernelPeak> of(float[][] maps, ReceptiveField field) {
    List<KernelPeak> peaks = new ArrayList<>();
    for (float[] map : maps) {
      int side = (int) Math.round(Math.sqrt(map.length));
      int top = 0;
      for (int i = 1; i < map.length; i++) {
        top = map[i] > map[top] ? i : top;
      }
      if (map[top] > 0) {
        peaks.add(new KernelPeak(field.center(top % side), field.center(top / side)));
      }
    }
    return peaks;
  }

  /** The number of peaks on a feature. */
  static int count(List<KernelPeak> peaks, String feature) {
    return (int) peaks.stream().filter(p -> p.feature().equals(Optional.of(feature))).count();
  }

  /**
   * The share of a layer's units, {@code units} along each axis, whose field centers on a feature.
   */
  static double shareOfUnits(ReceptiveField field, int units, String feature) {
    List<KernelPeak> all =
        IntStream.range(0, units * units)
            .mapToObj(i -> new KernelPeak(field.center(i % units), field.center(i / units)))
            .toList();
    return (double) count(all, feature) / (units * units);
  }

  /** The feature at this point; empty if it is outside all areas. */
  Optional<String> feature() {
    return AREAS.stream()
        .filter(a -> x >= a.x() && x < a.x() + a.width())
        .filter(a -> y >= a.y() && y < a.y() + a.height())
        .map(FaceOverlay.Area::name)
        .findFirst();
  }
}
