package org.sezim.video;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.sezim.FaceTracker;
import org.sezim.emotion.EmotionScores;

/**
 * Collects frame results into a summary of the video. The result of a frame holds until the next
 * frame. Not for use by several threads.
 */
final class SummaryBuilder {
  private final Video video;
  private final List<String> labels;
  private final Map<Long, Face> faces = new LinkedHashMap<>();
  private @Nullable FrameResult last;
  private String model = "";
  private long frames;

  SummaryBuilder(Video video, List<String> labels) {
    this.video = video;
    this.labels = labels;
  }

  /** Adds the next frame. */
  void add(FrameResult frame) {
    extendTo(frame.seconds());
    last = frame;
    model = frame.model();
    frames++;
  }

  /** The summary of all frames so far; no frame may follow. */
  VideoSummary build() {
    double end = last == null ? 0 : last.seconds() + 1 / video.options().fps();
    OptionalDouble length = video.seconds();
    if (last != null && length.isPresent()) {
      end = Math.max(last.seconds(), Math.min(end, length.getAsDouble()));
    }
    extendTo(end);
    last = null;
    return new VideoSummary(
        video.name(),
        end,
        frames,
        model,
        faces.entrySet().stream().map(e -> e.getValue().summary(e.getKey(), labels)).toList(),
        video.warnings());
  }

  /** Extends the result of the last frame to a time. */
  private void extendTo(double until) {
    FrameResult frame = last;
    if (frame == null) {
      return;
    }
    for (FaceTracker.Tracked face : frame.faces()) {
      faces.computeIfAbsent(face.track(), track -> new Face(labels.size())).add(face, frame, until);
    }
  }

  /** Spans and sums of one face. */
  private static final class Face {
    private final double[] scores;
    private final List<FaceSummary.Span> spans = new ArrayList<>();
    private double seconds;
    private long frames;

    Face(int labels) {
      scores = new double[labels];
    }

    void add(FaceTracker.Tracked tracked, FrameResult frame, double until) {
      EmotionScores emotions = tracked.face().emotions();
      double duration = until - frame.seconds();
      for (int i = 0; i < scores.length; i++) {
        scores[i] += emotions.score(emotions.labels().get(i));
      }
      frames++;
      seconds += duration;
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
      double duration = before.seconds() + span.seconds();
      double weight = duration == 0 ? 1 : span.seconds() / duration;
      return new FaceSummary.Span(
          before.from(),
          span.to(),
          span.emotion(),
          span.uncertain(),
          (1 - weight) * before.score() + weight * span.score());
    }

    FaceSummary summary(long track, List<String> labels) {
      float[] mean = new float[scores.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (float) (scores[i] / frames);
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
