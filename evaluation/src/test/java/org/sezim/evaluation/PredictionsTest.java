package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final List<String> LABELS = List.of("a", "b");

  private static Predictions of(float... first) {
    float[][] p = new float[first.length][];
    for (int i = 0; i < first.length; i++) {
      p[i] = new float[] {first[i], 1 - first[i]};
    }
    return new Predictions(LABELS, new int[first.length], p);
  }

  @Test
  void meanAveragesProbabilities() {
    // Two of three predict b, the third predicts a with more confidence: the mean predicts a.
    Predictions mean = Predictions.mean(List.of(of(0.4f), of(0.4f), of(1)));
    Evaluation evaluation = mean.evaluate("s");
    assertEquals(1, evaluation.accuracy());
    assertEquals(-Math.log(0.6), evaluation.logLoss(), 1e-6);
  }

  @Test
  void meanOfOneIsTheSame() {
    Predictions one = of(0.3f, 0.9f);
    assertEquals(one.evaluate("s").toMap(), Predictions.mean(List.of(one)).evaluate("s").toMap());
  }

  @Test
  void subsetIsEvaluatedOnItsOwn() {
    Predictions all = of(0.9f, 0.1f, 0.8f);
    assertEquals(3, all.count());
    assertEquals(2.0 / 3, all.evaluate("s").accuracy());
    assertEquals(1, all.subset(new int[] {2, 0}).evaluate("s").accuracy());
    assertEquals(0, all.subset(new int[] {1}).evaluate("s").accuracy());
  }

  @Test
  void meanNeedsTheSameFaces() {
    assertThrows(IllegalArgumentException.class, () -> Predictions.mean(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Predictions.mean(List.of(of(1), of(1, 0))));
    Predictions otherTruth = new Predictions(LABELS, new int[] {1}, new float[][] {{0, 1}});
    assertThrows(
        IllegalArgumentException.class, () -> Predictions.mean(List.of(of(1), otherTruth)));
    assertThrows(IllegalArgumentException.class, () -> of(1).subset(new int[0]).evaluate("s"));
  }
}
