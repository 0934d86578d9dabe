package org.sezim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.internal.Require;

/**
 * Tracks faces from frame to frame: assigns each a track id that stays while the face is in view,
 * and smooths its scores over time, so that labels do not flicker.
 *
 * <p>Faces are matched to tracks by the intersection over union of their boxes, greedily, the
 * highest first. A track whose face is out of view stays for a while. Smoothing is exponential in
 * time, not in frames, so it is the same at 5 and at 30 frames per second.
 *
 * <p>Not safe for use by several threads.
 */
public final class FaceTracker {
  private final Options options;
  private final List<Track> tracks = new ArrayList<>();
  private long lastId;
  private double now = Double.NEGATIVE_INFINITY;

  /**
   * Matching and smoothing settings.
   *
   * @param minIou 0–1; boxes with a lower intersection over union are not matched
   * @param maxAgeSeconds 0 or more; time a face may be out of view and keep its track id
   * @param smoothingSeconds 0 or more; time constant of the smoothing: after this time, a new
   *     expression has a weight of 63 %; 0 disables smoothing
   * @param minScore 0–1; faces whose best smoothed score is lower are uncertain
   */
  public record Options(
      double minIou, double maxAgeSeconds, double smoothingSeconds, double minScore) {
    /** IoU 0.2, age 1 s, smoothing 0.5 s, and score 0.5, as in {@link EmotionRecognizer}. */
    public static final Options DEFAULT = new Options(0.2, 1, 0.5, 0.5);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Require.fraction("minIou", minIou);
      Require.atLeast("maxAgeSeconds", maxAgeSeconds, 0);
      Require.atLeast("smoothingSeconds", smoothingSeconds, 0);
      Require.fraction("minScore", minScore);
    }

    /** These options with another {@link #minIou}. */
    public Options withMinIou(double value) {
      return new Options(value, maxAgeSeconds, smoothingSeconds, minScore);
    }

    /** These options with another {@link #maxAgeSeconds}. */
    public Options withMaxAgeSeconds(double value) {
      return new Options(minIou, value, smoothingSeconds, minScore);
    }

    /** These options with another {@link #smoothingSeconds}. */
    public Options withSmoothingSeconds(double value) {
      return new Options(minIou, maxAgeSeconds, value, minScore);
    }

    /** These options with another {@link #minScore}. */
    public Options withMinScore(double value) {
      return new Options(minIou, maxAgeSeconds, smoothingSeconds, value);
    }
  }

  /**
   * A tracked face.
   *
   * @param track the track id, 1 or more, never reused
   * @param face as found in this frame, with smoothed scores
   */
  public record Tracked(long track, Recognition.Face face) implements ResultMap {
    /** {@code track} and the entries of {@link Recognition.Face#toMap}; a new map. */
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("track", track);
      map.putAll(face.toMap());
      return map;
    }
  }

  private static final class Track {
    private final long id;
    private Box box;
    private @Nullable EmotionScores scores; // null before the first frame
    private double lastSeen;

    Track(long id, Box box) {
      this.id = id;
      this.box = box;
    }
  }

  private record Pair(Track track, int face, double iou) {}

  /** A tracker with {@link Options#DEFAULT}. */
  public FaceTracker() {
    this(Options.DEFAULT);
  }

  /** A tracker with other options. */
  public FaceTracker(Options options) {
    this.options = options;
  }

  /**
   * Processes the faces of the next frame.
   *
   * @param faces scored by the same emotion model in all frames
   * @param seconds time of the frame since any fixed moment; not before the previous frame
   * @return the same faces in the same order, with track ids and smoothed scores
   * @throws IllegalArgumentException if {@code seconds} is before the previous frame
   */
  public List<Tracked> next(List<Recognition.Face> faces, double seconds) {
    if (!(seconds >= now)) {
      throw new IllegalArgumentException(
          "seconds: expected at least " + now + ", the last frame's, found " + seconds);
    }
    now = seconds;
    tracks.removeIf(track -> now - track.lastSeen > options.maxAgeSeconds());
    List<Track> matched = match(faces);
    List<Tracked> result = new ArrayList<>(faces.size());
    for (int i = 0; i < faces.size(); i++) {
      Track track = matched.get(i);
      Recognition.Face face = faces.get(i);
      EmotionScores scores =
          track.scores == null
              ? face.emotions()
              : mix(track.scores, face.emotions(), newWeight(now - track.lastSeen));
      track.scores = scores;
      track.box = face.box();
      track.lastSeen = now;
      result.add(new Tracked(track.id, face.with(scores, options.minScore())));
    }
    return result;
  }

  /** One track per face: an existing one matched by IoU, or a new one. */
  private List<Track> match(List<Recognition.Face> faces) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (int i = 0; i < faces.size(); i++) {
        double iou = track.box.iou(faces.get(i).box());
        if (iou > 0 && iou >= options.minIou()) {
          pairs.add(new Pair(track, i, iou));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::iou).reversed());
    Map<Integer, Track> byFace = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (!byFace.containsKey(pair.face()) && !byFace.containsValue(pair.track())) {
        byFace.put(pair.face(), pair.track());
      }
    }
    List<Track> result = new ArrayList<>(faces.size());
    for (int i = 0; i < faces.size(); i++) {
      Track track = byFace.get(i);
      if (track == null) {
        track = new Track(++lastId, faces.get(i).box());
        tracks.add(track);
      }
      result.add(track);
    }
    return result;
  }

  /** Weight of the new scores, 0–1, {@code seconds} after the track was last seen. */
  private double newWeight(double seconds) {
    return options.smoothingSeconds() == 0
        ? 1
        : 1 - Math.exp(-seconds / options.smoothingSeconds());
  }

  private static EmotionScores mix(EmotionScores old, EmotionScores fresh, double freshWeight) {
    List<String> labels = fresh.labels();
    float[] scores = new float[labels.size()];
    for (int i = 0; i < scores.length; i++) {
      String label = labels.get(i);
      scores[i] = (float) ((1 - freshWeight) * old.score(label) + freshWeight * fresh.score(label));
    }
    return EmotionScores.of(labels, scores);
  }
}
