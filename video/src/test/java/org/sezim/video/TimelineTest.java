package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sezim.draw.EmotionColors;
import org.sezim.emotion.EmotionScores;

class TimelineTest {
  private static final List<String> LABELS = List.of("happy", "sad");
  private static final EmotionScores MEAN = EmotionScores.of(LABELS, new float[] {0.6f, 0.4f});

  private static FaceSummary.Span span(double from, double to, String emotion, boolean uncertain) {
    return new FaceSummary.Span(from, to, emotion, uncertain, 0.8);
  }

  private static FaceSummary face(FaceSummary.Span... spans) {
    double seconds = 0;
    for (FaceSummary.Span span : spans) {
      seconds += span.seconds();
    }
    double to = spans[spans.length - 1].to();
    return new FaceSummary(1, spans[0].from(), to, seconds, MEAN, List.of(spans));
  }

  private static VideoSummary summary(List<FaceSummary> faces) {
    return new VideoSummary("a.mp4", 10, 50, "model", faces, List.of());
  }

  /** The color of the first row at a time, near its lower edge. */
  private static int colorAt(BufferedImage image, double seconds) {
    return image.getRGB(90 + (int) Math.round(seconds / 10 * 1080), 74 + 44 - 3) & 0xffffff;
  }

  private static int colorOf(String emotion) {
    return EmotionColors.of(emotion, LABELS).getRGB() & 0xffffff;
  }

  @Test
  void drawsColorsAtTheirTimes() {
    FaceSummary face =
        face(span(1, 4, "happy", false), span(4, 6, "sad", false), span(8, 9, "sad", true));
    BufferedImage image = Timeline.of(summary(List.of(face)));
    assertEquals(1200, image.getWidth());
    assertEquals(colorOf("happy"), colorAt(image, 1.3));
    assertEquals(colorOf("happy"), colorAt(image, 3.7));
    assertEquals(colorOf("sad"), colorAt(image, 4.3));
    assertEquals(0xf2f2f2, colorAt(image, 0.5), "not yet in view");
    assertEquals(0xf2f2f2, colorAt(image, 7.3), "out of view");
    assertNotEquals(0xf2f2f2, colorAt(image, 8.5));
    assertNotEquals(colorOf("sad"), colorAt(image, 8.5), "pale: uncertain");
  }

  @Test
  void anyNumberOfFacesFits() {
    assertEquals(170, Timeline.of(summary(List.of())).getHeight());
    List<FaceSummary> crowd = Collections.nCopies(500, face(span(0, 1, "sad", false)));
    assertEquals(74 + 24 * 44 + 52, Timeline.of(summary(crowd)).getHeight());
    VideoSummary empty = new VideoSummary("\n".repeat(300), 0, 0, "", List.of(), List.of());
    assertEquals(1200, Timeline.of(empty).getWidth());
  }

  @Test
  void formatsTimesAsOnAClock() {
    assertEquals("0.5 s", Timeline.clock(0.5, 0.1));
    assertEquals("1:05", Timeline.clock(65, 5));
    assertEquals("2:00:30", Timeline.clock(7230, 30));
  }

  @Test
  void secondsPerEmotionAddUp() {
    FaceSummary face =
        face(
            span(0, 2, "happy", false),
            span(2, 3, "sad", true),
            span(3, 4, "happy", false),
            span(4, 7, "sad", false),
            span(8, 9, "happy", false));
    assertEquals(Map.of("happy", 4.0, "sad", 3.0), face.emotions());
    assertEquals(1, face.uncertain());
    assertEquals(8, face.seconds());
    assertEquals(2, face.changes(), "an uncertain answer between is no change");
    Map<String, Object> map = summary(List.of(face)).toMap();
    assertEquals(
        List.of("source", "seconds", "frames", "model", "faces", "warnings"),
        List.copyOf(map.keySet()));
    assertEquals(
        List.of(
            "track", "from", "to", "seconds", "emotions", "uncertain", "changes", "mean", "spans"),
        List.copyOf(face.toMap().keySet()));
    assertEquals(
        Map.of("from", 2.0, "to", 3.0, "emotion", "sad", "uncertain", true, "score", 0.8),
        ((List<?>) face.toMap().get("spans")).get(1));
  }
}
