package org.sezim.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.Box;
import org.sezim.testing.TestPhotos;

class SummaryBuilderTest {
  private static final List<String> LABELS = List.of("happy", "sad");

  @TempDir private Path folder;

  /** Two seconds long, five frames per second. */
  private Video video;

  private SummaryBuilder summary;

  @BeforeEach
  void begin() {
    Path file =
        new VideoMaker(folder.resolve("plain.mp4"), 5)
            .write(10, i -> TestPhotos.plain(64, 48, Color.GRAY));
    video = Video.open(file.toString(), VideoOptions.DEFAULT);
    summary = new SummaryBuilder(video, LABELS);
  }

  @AfterEach
  void close() {
    video.close();
  }

  private static FaceTracker.Tracked face(long track, double happy, boolean uncertain) {
    EmotionScores scores =
        EmotionScores.of(LABELS, new float[] {(float) happy, (float) (1 - happy)});
    return new FaceTracker.Tracked(
        track,
        new Recognition.Face(
            new Box(0, 0, 9, 9), 0.9f, Optional.empty(), false, uncertain, scores));
  }

  private void frame(double seconds, FaceTracker.Tracked... faces) {
    summary.add(new FrameResult("a.mp4", seconds, 0, 64, 48, "model", List.of(faces)));
  }

  @Test
  void aFrameHoldsUntilTheNextAndTheLastForOneFrame() {
    frame(0, face(1, 0.9, false));
    frame(0.2, face(1, 0.2, false));
    frame(1.2, face(1, 0.3, true));
    VideoSummary result = summary.build();
    assertEquals(3, result.frames());
    assertEquals("model", result.model());
    assertEquals(1.4, result.seconds(), 1e-9);
    FaceSummary one = result.faces().get(0);
    assertEquals(1, one.track());
    assertEquals(3, one.spans().size());
    assertSpan(0, 0.2, "happy", 0.9, one.spans().get(0));
    assertSpan(0.2, 1.2, "sad", 0.8, one.spans().get(1));
    assertSpan(1.2, 1.4, "sad", 0.7, one.spans().get(2));
    assertTrue(one.spans().get(2).uncertain());
    assertEquals(1.4, one.seconds(), 1e-9);
    assertEquals((0.9 + 0.2 + 0.3) / 3, one.mean().score("happy"), 1e-6);
  }

  private static void assertSpan(
      double from, double to, String emotion, double score, FaceSummary.Span found) {
    assertEquals(from, found.from(), 1e-9);
    assertEquals(to, found.to(), 1e-9);
    assertEquals(emotion, found.emotion());
    assertEquals(score, found.score(), 1e-6);
  }

  @Test
  void equalAnswersJoinIntoOneSpanWithTheMeanScoreByTime() {
    frame(0, face(1, 0.9, false));
    frame(0.3, face(1, 0.6, false));
    frame(0.4);
    FaceSummary one = summary.build().faces().get(0);
    assertEquals(1, one.spans().size());
    assertSpan(0, 0.4, "happy", (3 * 0.9 + 0.6) / 4, one.spans().get(0));
  }

  @Test
  void returningFaceHasATimeOutOfView() {
    frame(0, face(1, 0.9, false));
    frame(0.2);
    frame(1, face(1, 0.9, false), face(2, 0.1, false));
    frame(1.2);
    List<FaceSummary> faces = summary.build().faces();
    assertEquals(List.of(1L, 2L), faces.stream().map(FaceSummary::track).toList());
    FaceSummary one = faces.get(0);
    assertEquals(2, one.spans().size());
    assertEquals(0, one.from());
    assertEquals(1.2, one.to());
    assertEquals(0.4, one.seconds(), 1e-9);
  }

  @Test
  void theSummaryEndsWithTheVideo() {
    frame(1.9, face(1, 0.9, false));
    assertEquals(video.seconds().orElseThrow(), summary.build().seconds(), 1e-9);
  }

  @Test
  void withoutFramesThereIsNothing() {
    VideoSummary result = summary.build();
    assertEquals(0, result.frames());
    assertEquals(0, result.seconds());
    assertEquals(List.of(), result.faces());
  }

  /** Spans are in order, add up to the time in view, and differ from adjacent ones. */
  @Test
  void spansAreOrderedCompleteAndDistinct() {
    Random random = new Random(1);
    double seconds = 0;
    for (int i = 0; i < 300; i++) {
      List<FaceTracker.Tracked> faces = new ArrayList<>();
      for (long track = 1; track <= 3; track++) {
        if (random.nextInt(4) > 0) {
          faces.add(face(track, random.nextInt(11) / 10.0, random.nextInt(5) == 0));
        }
      }
      frame(seconds, faces.toArray(FaceTracker.Tracked[]::new));
      seconds += 0.01 + random.nextDouble() / 5;
    }
    List<FaceSummary> faces = summary.build().faces();
    assertEquals(3, faces.size());
    for (FaceSummary face : faces) {
      double sum = 0;
      FaceSummary.Span before = null;
      for (FaceSummary.Span span : face.spans()) {
        assertTrue(span.seconds() >= 0);
        if (before != null) {
          assertTrue(span.from() >= before.to());
          if (span.from() == before.to()) {
            assertNotEquals(
                before.emotion() + before.uncertain(), span.emotion() + span.uncertain());
          }
        }
        before = span;
        sum += span.seconds();
      }
      assertEquals(face.seconds(), sum, 1e-9);
    }
  }
}
