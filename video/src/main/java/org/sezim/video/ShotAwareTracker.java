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
 * Follows faces within a shot by {@link FaceTracker}, and knows some of them again: a face that has
 * moved too fast to follow, and one that comes back as it was, as where two people talk and the
 * camera turns from one to the other. After a cut another person may stand where one stood before,
 * so all others get new numbers there.
 *
 * <p>Not for use by several threads.
 */
final class ShotAwareTracker {
  /** What a dissolve or a fade from one shot to the next takes at most, in seconds. */
  private static final double DISSOLVE = 2;

  /** Faces that may be known again, the last ones. */
  private static final int REMEMBERED = 100;

  private final FaceTracker.Options options;
  private FaceTracker tracker;

  /** The tracker's numbers of this shot, and ours. */
  private final Map<Long, Long> numbers = new HashMap<>();

  /** As they were seen last, by our numbers; those seen last at the end. */
  private final Map<Long, Sighting> sightings = new LinkedHashMap<>();

  /** Whom the camera left at the last cut. */
  private Set<Long> left = Set.of();

  private final List<Moment> recent = new ArrayList<>();
  private double shotStart = Double.NEGATIVE_INFINITY;
  private long numbered;

  ShotAwareTracker(FaceTracker.Options options) {
    this.options = options;
    tracker = new FaceTracker(options);
  }

  /**
   * A frame.
   *
   * @param numbers of its faces
   */
  private record Moment(FrameFeatures view, double seconds, List<Long> numbers) {}

  /** A face as it was seen last: the so-manieth of a frame. */
  private record Sighting(Moment moment, int face) {}

  /** As {@link FaceTracker#next}. */
  List<FaceTracker.Tracked> next(FrameFeatures now, double seconds) {
    while (recent.size() > 1 && recent.get(0).seconds() < seconds - DISSOLVE) {
      recent.remove(0);
    }
    if (isCut(now)) {
      begin(seconds);
    }
    List<FaceTracker.Tracked> tracked = tracker.next(now.faces(), seconds);
    List<Long> given = numbers(tracked, now, seconds);
    Moment moment = new Moment(now, seconds, given);
    recent.add(moment);
    remember(moment);
    List<FaceTracker.Tracked> result = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      result.add(new FaceTracker.Tracked(given.get(i), tracked.get(i).face()));
    }
    return result;
  }

  private boolean isCut(FrameFeatures now) {
    int last = recent.size() - 1;
    if (last >= 0 && now.isCutFrom(recent.get(last).view(), options.minIou())) {
      return true;
    }
    for (int i = 0; i < last; i++) {
      Moment from = recent.get(i);
      // The rest of the dissolve that this shot came by is none of its own.
      if (from.seconds() >= shotStart + DISSOLVE / 2
          && now.isCutFrom(from.view(), options.minIou())
          && recent.get((i + last + 1) / 2).view().isBetween(from.view(), now)) {
        return true;
      }
    }
    return false;
  }

  private void begin(double seconds) {
    // As they were before they began to fade.
    for (int i = recent.size() - 1; i >= 0; i--) {
      remember(recent.get(i));
    }
    left = recent.stream().flatMap(moment -> moment.numbers().stream()).collect(toSet());
    tracker = new FaceTracker(options);
    numbers.clear();
    recent.clear();
    shotStart = seconds;
  }

  /** Our numbers of these faces. */
  private List<Long> numbers(List<FaceTracker.Tracked> tracked, FrameFeatures now, double seconds) {
    Set<Long> present =
        tracked.stream()
            .map(face -> numbers.get(face.track()))
            .filter(Objects::nonNull)
            .collect(toSet());
    List<Long> given = new ArrayList<>();
    for (int i = 0; i < tracked.size(); i++) {
      Long number = numbers.get(tracked.get(i).track());
      if (number == null) {
        number = knownAgain(now, i, seconds, present).orElseGet(() -> ++numbered);
        // Whoever the tracker takes for the face that had it is another.
        numbers.values().remove(number);
        numbers.put(tracked.get(i).track(), number);
        present.add(number);
      }
      given.add(number);
    }
    return given;
  }

  /** The number of the face out of view that this one is likest to, if it is the same. */
  private Optional<Long> knownAgain(
      FrameFeatures now, int face, double seconds, Set<Long> present) {
    double best = 0;
    Optional<Long> found = Optional.empty();
    for (Map.Entry<Long, Sighting> known : sightings.entrySet()) {
      Moment then = known.getValue().moment();
      if (!present.contains(known.getKey()) && !left.contains(known.getKey())) {
        boolean atOnce =
            then.seconds() >= shotStart && seconds - then.seconds() <= options.maxAgeSeconds();
        int other = known.getValue().face();
        double likeness = now.recognises(face, then.view(), other, atOnce, options.minIou());
        if (likeness > best) {
          best = likeness;
          found = Optional.of(known.getKey());
        }
      }
    }
    return found;
  }

  private void remember(Moment moment) {
    for (int i = 0; i < moment.numbers().size(); i++) {
      Long number = moment.numbers().get(i);
      sightings.remove(number);
      sightings.put(number, new Sighting(moment, i));
    }
    while (sightings.size() > REMEMBERED) {
      sightings.remove(sightings.keySet().iterator().next());
    }
  }
}
