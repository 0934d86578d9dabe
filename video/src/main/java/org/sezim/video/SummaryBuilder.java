package org.sezim.video;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sezim.FaceTracker;
import org.sezim.emotion.EmotionScores;

/**
 * Gathers what a film's faces show. What a frame shows holds until the next one. Not for use by
 * several threads.
 */
final class SummaryBuilder {
  private final Video film;
  private final List<String> labels;
  private final Map<Long, Face> faces = new LinkedHashMap<>();
  private FrameResult last;
  private String model = "";
  private long frames;

  SummaryBuilder(Video film, List<String> labels) {
    this.film = film;
    this.labels = labels;
  }

  /** Takes the next frame. */
  void next(FrameResult frame) {
    hold(frame.seconds());
    last = frame;
    model = frame.model();
    frames++;
  }

  /** All that was gathered. */
  VideoSummary end() {
    double end = last == null ? 0 : last.seconds() + 1 / film.options().fps();
    OptionalDouble length = film.seconds();
    if (last != null && length.isPresent()) {
      end = Math.max(last.seconds(), Math.min(end, length.getAsDouble()));
    }
    hold(end);
    last = null;
    return new VideoSummary(
        film.name(),
        end,
        frames,
        model,
        faces.entrySet().stream().map(e -> e.getValue().summary(e.getKey(), labels)).toList(),
        film.warnings());
  }

  private void hold(double until) {
    if (last == null) {
      return;
    }
    for (FaceTracker.Tracked face : last.faces()) {
      faces.computeIfAbsent(face.track(), track -> new Face(labels.size())).add(face, last, until);
    }
  }

  /** One face so far. */
  private static final class Face {
    private final double[] scores;
    private final List<FaceSummary.Span> spans = new ArrayList<>();
    private double seconds;
    private long sightings;

    Face(int labels) {
      scores = new double[labels];
    }

    void add(FaceTracker.Tracked tracked, FrameResult frame, double until) {
      EmotionScores emotions = tracked.face().emotions();
      double time = until - frame.seconds();
      for (int i = 0; i < scores.length; i++) {
        scores[i] += emotions.score(emotions.labels().get(i));
      }
      sightings++;
      seconds += time;
      FaceSummary.Span span =
          new FaceSummary.Span(
              frame.seconds(),
              until,
              emotions.best(),
              tracked.face().uncertain(),
              emotions.bestScore());
      int end = spans.size() - 1;
      if (end >= 0 && continues(spans.get(end), span)) {
        spans.set(end, joined(spans.get(end), span));
      } else {
        spans.add(span);
      }
    }

    private static boolean continues(FaceSummary.Span before, FaceSummary.Span span) {
      return before.to() == span.from()
          && before.uncertain() == span.uncertain()
          && before.emotion().equals(span.emotion());
    }

    private static FaceSummary.Span joined(FaceSummary.Span before, FaceSummary.Span span) {
      double time = before.seconds() + span.seconds();
      double share = time == 0 ? 1 : span.seconds() / time;
      return new FaceSummary.Span(
          before.from(),
          span.to(),
          span.emotion(),
          span.uncertain(),
          (1 - share) * before.score() + share * span.score());
    }

    FaceSummary summary(long track, List<String> labels) {
      float[] mean = new float[scores.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (float) (scores[i] / sightings);
      }
      return new FaceSummary(
          track,
          spans.get(0).from(),
          spans.get(spans.size() - 1).to(),
          seconds,
          EmotionScores.of(labels, mean),
          spans);
    }
  }
}
