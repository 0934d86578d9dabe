package org.sezim.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmotionScoresTest {
  private static final List<String> LABELS = List.of("angry", "happy", "sad");

  @Test
  void returnsTheGivenScores() {
    float[] p = {0.2f, 0.5f, 0.3f};
    EmotionScores scores = EmotionScores.of(LABELS, p);
    p[0] = 0.9f;
    assertEquals("happy", scores.best());
    assertEquals(0.5f, scores.bestScore());
    assertEquals(0.2f, scores.score("angry"));
    assertEquals(LABELS, scores.labels());
    assertEquals(Map.of("angry", 0.2f, "happy", 0.5f, "sad", 0.3f), scores.asMap());
    assertEquals(LABELS, List.copyOf(scores.asMap().keySet()));
    assertEquals(scores, EmotionScores.of(LABELS, new float[] {0.2f, 0.5f, 0.3f}));
  }

  @Test
  void firstOfEqualScoresIsBest() {
    assertEquals("happy", EmotionScores.of(LABELS, new float[] {0.2f, 0.4f, 0.4f}).best());
  }

  @Test
  void refusesInvalidProbabilities() {
    assertThrows(
        IllegalArgumentException.class, () -> EmotionScores.of(LABELS, new float[] {0.5f, 0.5f}));
    assertThrows(IllegalArgumentException.class, () -> EmotionScores.of(List.of(), new float[0]));
    for (float bad : new float[] {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> EmotionScores.of(LABELS, new float[] {0.2f, bad, 0.3f}));
    }
    EmotionScores scores = EmotionScores.of(LABELS, new float[] {0.2f, 0.5f, 0.3f});
    assertEquals(
        "expected one of [angry, happy, sad], found bored",
        assertThrows(IllegalArgumentException.class, () -> scores.score("bored")).getMessage());
  }
}
