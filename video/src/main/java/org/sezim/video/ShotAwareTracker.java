package org.sezim.video;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sezim.FaceTracker;

/**
 * Tracks faces within a shot by {@link FaceTracker} and re-identifies some that the tracker lost: a
 * face that moved too fast, and one that returns unchanged, as in a dialogue where the camera cuts
 * back and forth. After a cut another person may be in the same position, so all other faces get
 * new track ids there.
 *
 * <p>Not for use by several threads.
 */
final class ShotAwareTracker {
  /** The longest dissolve or fade from one shot to the next, in seconds. */
  private static final double MAX_DISSOLVE = 2;

  /** Number of faces kept for re-identification: those seen last. */
  private static final int MAX_REMEMBERED = 100;

  private final FaceTracker.Options options;
  private FaceTracker tracker;

  /** Track ids in the results, by the tracker's ids in this shot. */
  private final Map<Long, Long> trackIds = new HashMap<>();

  /** Last sightings by track id, the latest at the end. */
  private final Map<Long, LastSeen> lastSeen = new LinkedHashMap<>();

  /** Track ids that were in view at the last cut. */
  private Set<Long> beforeCut = Set.of();

  private final List<FrameRecord> recent = new ArrayList<>();
  private double shotStart = Double.NEGATIVE_INFINITY;
  private long highestTrackId;

  ShotAwareTracker(FaceTracker.Options options) {
    this.options = options;
    tracker = new FaceTracker(options);
  }

  /**
   * One frame.
   *
   * @param trackIds of its faces, in their order
   */
  private record FrameRecord(FrameFeatures features, double seconds, List<Long> trackIds) {}

  /** The last sighting of a face: the frame, and the face's index in it. */
  private record LastSeen(FrameRecord frame, int face) {}

  /** Tracks the faces of the next frame, see {@link FaceTracker#next}. */
  List<FaceTracker.Tracked> next(FrameFeatures features, double seconds) {
    while (recent.size() > 1 && recent.get(0).seconds() < seconds - MAX_DISSOLVE) {
      recent.remove(0);
    }
    if (isCut(features)) {
      startShot(seconds);
    }
    List<FaceTracker.Tracked> tracked = tracker.next(features.faces(), seconds);
    List<Long> ids = trackIds(tracked, features, seconds);
    FrameRecord frame = new FrameRecord(features, seconds, ids);
    recent.add(frame);
    remember(frame);
    List<FaceTracker.Tracked> result = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      result.add(new FaceTracker.Tracked(ids.get(i), tracked.get(i).face()));
    }
    return result;
  }

  private boolean isCut(FrameFeatures features) {
    int last = recent.size() - 1;
    if (last >= 0 && features.isCutFrom(recent.get(last).features(), options.minIou())) {
      return true;
    }
    for (int i = 0; i < last; i++) {
      FrameRecord from = recent.get(i);
      // The end of the dissolve that began this shot does not begin another.
      if (from.seconds() >= shotStart + MAX_DISSOLVE / 2
          && features.isCutFrom(from.features(), options.minIou())
          && recent.get((i + last + 1) / 2).features().isBetween(from.features(), features)) {
        return true;
      }
    }
    return false;
  }

  private void startShot(double seconds) {
    // Keeps the oldest crop of each face, from before the dissolve began.
    for (int i = recent.size() - 1; i >= 0; i--) {
      remember(recent.get(i));
    }
    beforeCut = recent.stream().flatMap(frame -> frame.trackIds().stream()).collect(toSet());
    tracker = new FaceTracker(options);
    trackIds.clear();
    recent.clear();
    shotStart = seconds;
  }

  /** The track ids in the results for some tracked faces. */
  private List<Long> trackIds(
      List<FaceTracker.Tracked> tracked, FrameFeatures features, double seconds) {
    Set<Long> present =
        tracked.stream()
            .map(face -> trackIds.get(face.track()))
            .filter(Objects::nonNull)
            .collect(toSet());
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < tracked.size(); i++) {
      Long id = trackIds.get(tracked.get(i).track());
      if (id == null) {
        id = reidentify(features, i, seconds, present).orElseGet(() -> ++highestTrackId);
        // If the tracker later continues the lost track, that is another face.
        trackIds.values().remove(id);
        trackIds.put(tracked.get(i).track(), id);
        present.add(id);
      }
      ids.add(id);
    }
    return ids;
  }

  /** The track id of the face out of view that matches a face best; empty if none does. */
  private Optional<Long> reidentify(
      FrameFeatures features, int face, double seconds, Set<Long> present) {
    double best = 0;
    Optional<Long> found = Optional.empty();
    for (Map.Entry<Long, LastSeen> known : lastSeen.entrySet()) {
      FrameRecord frame = known.getValue().frame();
      if (!present.contains(known.getKey()) && !beforeCut.contains(known.getKey())) {
        boolean isRecent =
            frame.seconds() >= shotStart && seconds - frame.seconds() <= options.maxAgeSeconds();
        int other = known.getValue().face();
        double score =
            features.matchScore(face, frame.features(), other, isRecent, options.minIou());
        if (score > best) {
          best = score;
          found = Optional.of(known.getKey());
        }
      }
    }
    return found;
  }

  private void remember(FrameRecord frame) {
    for (int i = 0; i < frame.trackIds().size(); i++) {
      Long id = frame.trackIds().get(i);
      lastSeen.remove(id);
      lastSeen.put(id, new LastSeen(frame, i));
    }
    while (lastSeen.size() > MAX_REMEMBERED) {
      lastSeen.remove(lastSeen.keySet().iterator().next());
    }
  }
}
