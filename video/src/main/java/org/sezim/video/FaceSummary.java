package org.sezim.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.ResultMap;
import org.sezim.emotion.EmotionScores;

/**
 * Emotions of one face over a video. Immutable.
 *
 * @param track its track id
 * @param from when it was first seen, in seconds since the start of the video
 * @param to when it was last seen, in the same unit
 * @param seconds time in view; less than {@code to} − {@code from} if it was out of view in between
 * @param mean mean of its smoothed scores over the frames that show it
 * @param spans intervals of one emotion each, in order
 */
public record FaceSummary(
    long track, double from, double to, double seconds, EmotionScores mean, List<Span> spans)
    implements ResultMap {
  /** Copies the list. */
  public FaceSummary {
    spans = List.copyOf(spans);
  }

  /**
   * An interval of one emotion.
   *
   * @param from seconds since the start of the video
   * @param to seconds since the start of the video
   * @param emotion the emotion with the best score
   * @param uncertain whether its score was too low for an answer
   * @param score mean of its smoothed scores by time, 0–1
   */
  public record Span(double from, double to, String emotion, boolean uncertain, double score) {
    /** Length of the interval in seconds. */
    public double seconds() {
      return to - from;
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("from", FrameResult.milliseconds(from));
      map.put("to", FrameResult.milliseconds(to));
      map.put("emotion", emotion);
      map.put("uncertain", uncertain);
      map.put("score", score);
      return map;
    }
  }

  /** Seconds of each emotion, in the model's order, without uncertain answers. */
  public Map<String, Double> emotions() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    mean.labels().forEach(label -> seconds.put(label, 0.0));
    for (Span span : spans) {
      if (!span.uncertain()) {
        seconds.merge(span.emotion(), span.seconds(), Double::sum);
      }
    }
    return seconds;
  }

  /** Seconds in view in which the emotion is uncertain. */
  public double uncertain() {
    return spans.stream().filter(Span::uncertain).mapToDouble(Span::seconds).sum();
  }

  /** Number of changes from one emotion to another, without uncertain answers. */
  public int changes() {
    List<String> certain =
        spans.stream().filter(span -> !span.uncertain()).map(Span::emotion).toList();
    int changes = 0;
    for (int i = 1; i < certain.size(); i++) {
      changes += certain.get(i).equals(certain.get(i - 1)) ? 0 : 1;
    }
    return changes;
  }

  /**
   * Converts the summary to a map for any JSON library; times in whole milliseconds.
   *
   * @return {@code track}, {@code from}, {@code to}, {@code seconds}, {@code emotions} (seconds of
   *     each), {@code uncertain} (seconds), {@code changes}, {@code mean}, {@code spans}; a new map
   */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("track", track);
    map.put("from", FrameResult.milliseconds(from));
    map.put("to", FrameResult.milliseconds(to));
    map.put("seconds", FrameResult.milliseconds(seconds));
    Map<String, Object> times = new LinkedHashMap<>();
    emotions().forEach((label, time) -> times.put(label, FrameResult.milliseconds(time)));
    map.put("emotions", times);
    map.put("uncertain", FrameResult.milliseconds(uncertain()));
    map.put("changes", changes());
    map.put("mean", mean.asMap());
    map.put("spans", spans.stream().map(Span::toMap).toList());
    return map;
  }
}
