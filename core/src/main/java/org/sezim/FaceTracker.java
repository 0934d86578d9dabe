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
 * Follows faces from frame to frame: gives each a number that it keeps while it is in view, and
 * scores smoothed over time, so that labels do not flicker.
 *
 * <p>A face is the one of an earlier frame whose box overlaps its own most (greedily, the best pair
 * first). A face that is out of view keeps its number for a while. Smoothing is exponential in
 * time, not in frames, so that it is the same at 5 and at 30 frames a second.
 *
 * <p>Not for use by several threads.
 */
public final class FaceTracker {
  private final Options options;
  private final List<Track> tracks = new ArrayList<>();
  private long last;
  private double now = Double.NEGATIVE_INFINITY;

  /**
   * How faces are followed.
   *
   * @param minIou 0–1; boxes whose intersection over union is less are different faces
   * @param maxAgeSeconds 0 or more; how long a face may be out of view and still keep its number
   * @param smoothingSeconds 0 or more; the time constant of the smoothing: after it, a new
   *     expression has 63 % of the scores; at 0 they are not smoothed
   * @param minScore 0–1; faces whose best smoothed score is less are uncertain
   */
  public record Options(
      double minIou, double maxAgeSeconds, double smoothingSeconds, double minScore) {
    /** Overlap 0.2, age 1 s, smoothing 0.5 s, and as {@link EmotionRecognizer} 0.5. */
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
   * A face that is followed.
   *
   * @param track its number, 1 or more, never given to another face
   * @param face as found in this frame, with smoothed scores
   */
  public record Tracked(long track, Recognition.Face face) implements ResultMap {
    /** The face as {@link Recognition.Face#toMap} gives it, and {@code track}; a new map. */
    @Override
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("track", track);
      map.putAll(face.toMap());
      return map;
    }
  }

  private static final class Track {
    private final long number;
    private Box box;
    private @Nullable EmotionScores scores; // none yet
    private double seen;

    Track(long number, Box box) {
      this.number = number;
      this.box = box;
    }
  }

  private record Pair(Track track, int face, double overlap) {}

  /** With {@link Options#DEFAULT}. */
  public FaceTracker() {
    this(Options.DEFAULT);
  }

  /** With other options. */
  public FaceTracker(Options options) {
    this.options = options;
  }

  /**
   * Takes the faces of the next frame.
   *
   * @param faces all of one model
   * @param seconds when the frame was taken, since any moment; not before the last frame's
   * @return the same faces in their order, each with its number and smoothed scores
   * @throws IllegalArgumentException if time runs backwards
   */
  public List<Tracked> next(List<Recognition.Face> faces, double seconds) {
    if (!(seconds >= now)) {
      throw new IllegalArgumentException(
          "seconds: expected at least " + now + ", the last frame's, found " + seconds);
    }
    now = seconds;
    tracks.removeIf(track -> now - track.seen > options.maxAgeSeconds());
    List<Track> known = match(faces);
    List<Tracked> result = new ArrayList<>(faces.size());
    for (int i = 0; i < faces.size(); i++) {
      Track track = known.get(i);
      Recognition.Face face = faces.get(i);
      EmotionScores scores =
          track.scores == null
              ? face.emotions()
              : mix(track.scores, face.emotions(), share(now - track.seen));
      track.scores = scores;
      track.box = face.box();
      track.seen = now;
      result.add(new Tracked(track.number, face.with(scores, options.minScore())));
    }
    return result;
  }

  /** A track a face, the known ones by overlap, else a new one. */
  private List<Track> match(List<Recognition.Face> faces) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (int i = 0; i < faces.size(); i++) {
        double overlap = track.box.iou(faces.get(i).box());
        if (overlap > 0 && overlap >= options.minIou()) {
          pairs.add(new Pair(track, i, overlap));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
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
        track = new Track(++last, faces.get(i).box());
        tracks.add(track);
      }
      result.add(track);
    }
    return result;
  }

  /** How much of the new scores, 0–1, after so many seconds. */
  private double share(double seconds) {
    return options.smoothingSeconds() == 0
        ? 1
        : 1 - Math.exp(-seconds / options.smoothingSeconds());
  }

  private static EmotionScores mix(EmotionScores old, EmotionScores fresh, double share) {
    List<String> labels = fresh.labels();
    float[] scores = new float[labels.size()];
    for (int i = 0; i < scores.length; i++) {
      String label = labels.get(i);
      scores[i] = (float) ((1 - share) * old.score(label) + share * fresh.score(label));
    }
    return EmotionScores.of(labels, scores);
  }
}
