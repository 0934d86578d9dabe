package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sezim.evaluation.Evaluation.ClassScores;
import org.sezim.evaluation.Evaluation.ReliabilityBin;

class EvaluationTest {
  private static final List<String> LABELS = List.of("angry", "disgust", "fear", "happy", "sad");

  /** 200 rows of 5 classes from a linear congruential generator that favors the true class. */
  private static final class Sample {
    final int[] truth = new int[200];
    final float[][] probabilities = new float[200][5];
    private long state = 1;

    Sample() {
      for (int i = 0; i < truth.length; i++) {
        truth[i] = next() % 5;
        int[] weights = new int[5];
        for (int c = 0; c < 5; c++) {
          weights[c] = next() % 64 + 1;
        }
        weights[truth[i]] += 40;
        double sum = Arrays.stream(weights).sum();
        for (int c = 0; c < 5; c++) {
          probabilities[i][c] = (float) (weights[c] / sum);
        }
      }
    }

    private int next() {
      state = (state * 1103515245L + 12345L) % (1L << 31);
      return (int) (state >> 16);
    }

    Evaluation evaluate() {
      return Evaluation.of("PublicTest", LABELS, truth, probabilities);
    }
  }

  /**
   * Expected values: the same rows, made in Python 3.11, evaluated with scikit-learn 1.9.1
   * (accuracy_score, f1_score with average='macro', precision_recall_fscore_support,
   * confusion_matrix), statsmodels 0.15.0 (proportion_confint with method='wilson') and NumPy: log
   * loss as -log(p[true]).mean() over the float32 values, calibration error as the sum of
   * mask.mean() * |accuracy - confidence| over bins (low, high] of linspace(0, 1, 16).
   */
  @Test
  void agreesWithOtherImplementations() {
    Evaluation e = new Sample().evaluate();
    assertEquals("PublicTest", e.split());
    assertEquals(LABELS, e.labels());
    assertEquals(200, e.count());
    assertEquals(0.8, e.accuracy(), 1e-12);
    assertEquals(0.7391448134346212, e.accuracyInterval95().low(), 1e-12);
    assertEquals(0.8495479907390189, e.accuracyInterval95().high(), 1e-12);
    assertEquals(0.797999295975886, e.macroF1(), 1e-12);
    assertEquals(1.0233933894700034, e.logLoss(), 1e-12);
    assertEquals(0.4179771646857262, e.expectedCalibrationError(), 1e-12);
    int[][] confusion = {
      {29, 3, 0, 2, 1}, {0, 40, 2, 1, 3}, {2, 1, 26, 2, 2}, {2, 4, 2, 27, 3}, {2, 3, 4, 1, 38}
    };
    assertArrayEquals(confusion, e.confusionMatrix());
    double[] precision = {0.82857143, 0.78431373, 0.76470588, 0.81818182, 0.80851064};
    double[] recall = {0.82857143, 0.86956522, 0.78787879, 0.71052632, 0.79166667};
    double[] f1 = {0.82857143, 0.82474227, 0.7761194, 0.76056338, 0.8};
    int[] support = {35, 46, 33, 38, 48};
    for (int c = 0; c < 5; c++) {
      ClassScores scores = e.perClass().get(c);
      assertEquals(LABELS.get(c), scores.label());
      assertEquals(precision[c], scores.precision().orElseThrow(), 1e-8);
      assertEquals(recall[c], scores.recall().orElseThrow(), 1e-8);
      assertEquals(f1[c], scores.f1().orElseThrow(), 1e-8);
      assertEquals(support[c], scores.support());
    }
    int[] bins = {0, 0, 0, 18, 52, 53, 43, 16, 14, 2, 0, 1, 1, 0, 0};
    assertArrayEquals(bins, e.reliability().stream().mapToInt(ReliabilityBin::count).toArray());
    ReliabilityBin fifth = e.reliability().get(4);
    assertEquals(4 / 15.0, fifth.low(), 1e-15);
    assertEquals(5 / 15.0, fifth.high(), 1e-15);
    assertEquals(0.2993628726555751, fifth.meanConfidence().orElseThrow(), 1e-12);
    assertEquals(0.5576923076923077, fifth.accuracy().orElseThrow(), 1e-12);
    assertEquals(OptionalDouble.empty(), e.reliability().get(0).meanConfidence());
    assertEquals(OptionalDouble.empty(), e.reliability().get(0).accuracy());
  }

  /** Bounds by statsmodels 0.15.0, proportion_confint(correct, count, method='wilson'). */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 0.0, 0.7934506856227627",
    "1, 1, 0.2065493143772374, 1.0",
    "5, 10, 0.23659309051256394, 0.7634069094874361",
    "2584, 3589, 0.7050586372610657, 0.7344263826313198",
  })
  void intervalIsTheWilsonScoreInterval(int correct, int count, double low, double high) {
    float[][] right = new float[count][];
    Arrays.setAll(right, i -> i < correct ? new float[] {1, 0} : new float[] {0, 1});
    Interval interval =
        Evaluation.of("s", List.of("a", "b"), new int[count], right).accuracyInterval95();
    assertEquals(low, interval.low(), 1e-12);
    assertEquals(high, interval.high(), 1e-12);
    assertTrue(interval.low() >= 0 && interval.high() <= 1);
  }

  @Test
  void perfectPredictions() {
    float[][] p = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    Evaluation e = Evaluation.of("s", List.of("a", "b", "c"), new int[] {0, 1, 2}, p);
    assertEquals(1, e.accuracy());
    assertEquals(1, e.macroF1());
    assertEquals(0, e.logLoss());
    assertEquals(0, e.expectedCalibrationError());
    assertEquals(3, e.reliability().get(14).count());
  }

  @Test
  void wrongPredictions() {
    float[][] p = {{0, 1}, {1, 0}};
    Evaluation e = Evaluation.of("s", List.of("a", "b"), new int[] {0, 1}, p);
    assertEquals(0, e.accuracy());
    assertEquals(0, e.macroF1());
    assertEquals(OptionalDouble.of(0), e.perClass().get(0).f1());
    // Clipped to 1e-15.
    assertEquals(34.538776394910684, e.logLoss(), 1e-12);
    assertEquals(1, e.expectedCalibrationError());
  }

  @Test
  void orderOfRowsChangesNothing() {
    Sample sample = new Sample();
    List<Integer> order = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
    Collections.shuffle(order, new Random(7));
    int[] truth = order.stream().mapToInt(i -> sample.truth[i]).toArray();
    float[][] p = order.stream().map(i -> sample.probabilities[i]).toArray(float[][]::new);
    Evaluation a = sample.evaluate();
    Evaluation b = Evaluation.of("PublicTest", LABELS, truth, p);
    assertArrayEquals(a.confusionMatrix(), b.confusionMatrix());
    assertEquals(a.perClass(), b.perClass());
    assertEquals(a.accuracyInterval95(), b.accuracyInterval95());
    assertEquals(a.macroF1(), b.macroF1());
    assertEquals(a.logLoss(), b.logLoss(), 1e-12);
    assertEquals(a.expectedCalibrationError(), b.expectedCalibrationError(), 1e-12);
  }

  @Test
  void firstClassOfATieIsPredicted() {
    float[][] p = {{0.25f, 0.375f, 0.375f}};
    Evaluation e = Evaluation.of("s", List.of("a", "b", "c"), new int[] {2}, p);
    assertArrayEquals(new int[][] {{0, 0, 0}, {0, 0, 0}, {0, 1, 0}}, e.confusionMatrix());
  }

  @Test
  void confidenceOnAnEdgeBelongsToTheLowerBin() {
    // Only the edge 1 is exact in float32; 0.2f is just above 3/15, so in the fourth bin.
    float[][] p = {{1, 0, 0, 0, 0}, {0.2f, 0.2f, 0.2f, 0.2f, 0.2f}};
    Evaluation e = Evaluation.of("s", LABELS, new int[] {0, 0}, p);
    assertEquals(1, e.reliability().get(14).count());
    assertEquals(1, e.reliability().get(3).count());
  }

  @Test
  void labelsWithoutSupportAreLeftOut() {
    // a: found; b: support, never predicted; c: predicted, no support; d: neither.
    float[][] p = {{1, 0, 0, 0}, {0, 0, 1, 0}};
    Evaluation e = Evaluation.of("s", List.of("a", "b", "c", "d"), new int[] {0, 1}, p);
    OptionalDouble none = OptionalDouble.empty();
    OptionalDouble zero = OptionalDouble.of(0);
    assertEquals(new ClassScores("b", none, zero, zero, 1), e.perClass().get(1));
    assertEquals(new ClassScores("c", zero, none, none, 0), e.perClass().get(2));
    assertEquals(new ClassScores("d", none, none, none, 0), e.perClass().get(3));
    assertEquals(0.5, e.macroF1());
  }

  @Test
  void mapHasTheKeysOfTheJson() {
    float[][] p = {{1, 0, 0}, {0, 0, 1}};
    Map<String, Object> map =
        Evaluation.of("PublicTest", List.of("a", "b", "c"), new int[] {0, 1}, p).toMap();
    assertEquals(
        List.of(
            "split",
            "count",
            "accuracy",
            "accuracyInterval95",
            "macroF1",
            "logLoss",
            "expectedCalibrationError",
            "perClass",
            "confusionMatrix",
            "labels",
            "reliability"),
        List.copyOf(map.keySet()));
    assertEquals(2, map.get("count"));
    assertEquals(
        List.of(List.of(1, 0, 0), List.of(0, 0, 1), List.of(0, 0, 0)), map.get("confusionMatrix"));
    assertEquals(2, ((List<?>) map.get("accuracyInterval95")).size());
    Map<?, ?> classes = (Map<?, ?>) map.get("perClass");
    assertEquals(List.of("a", "b", "c"), List.copyOf(classes.keySet()));
    Map<?, ?> b = (Map<?, ?>) classes.get("b");
    assertEquals(List.of("precision", "recall", "f1", "support"), List.<Object>copyOf(b.keySet()));
    assertNull(b.get("precision"));
    assertEquals(0.0, b.get("recall"));
    assertEquals(1, b.get("support"));
    List<?> bins = (List<?>) map.get("reliability");
    assertEquals(Evaluation.BINS, bins.size());
    Map<?, ?> last = (Map<?, ?>) bins.get(14);
    assertEquals(
        List.of("low", "high", "count", "meanConfidence", "accuracy"),
        List.<Object>copyOf(last.keySet()));
    assertEquals(2, last.get("count"));
    assertEquals(0.5, last.get("accuracy"));
    assertNull(((Map<?, ?>) bins.get(0)).get("accuracy"));
  }

  @Test
  void confusionMatrixIsACopy() {
    Evaluation e = new Sample().evaluate();
    e.confusionMatrix()[0][0] = -1;
    assertEquals(29, e.confusionMatrix()[0][0]);
  }

  @Test
  void errorsNameTheInvalidArgument() {
    List<String> labels = List.of("a", "b");
    float[][] p = {{0.5f, 0.5f}};
    rejected("at least 1 row", labels, new int[0], new float[0][]);
    rejected("expected 1 rows, found 2", labels, new int[1], new float[][] {p[0], p[0]});
    rejected("labels", List.of(), new int[1], p);
    rejected("labels", List.of("a", "a"), new int[1], p);
    rejected("truth[0]: expected 0–1, found 2", labels, new int[] {2}, p);
    rejected("truth[0]: expected 0–1, found -1", labels, new int[] {-1}, p);
    rejected("probabilities[0]: expected 2 values", labels, new int[1], new float[][] {{1}});
    rejected("found NaN", labels, new int[1], new float[][] {{Float.NaN, 1}});
    rejected("found -0.5", labels, new int[1], new float[][] {{-0.5f, 1}});
    rejected("found 3.0", labels, new int[1], new float[][] {{3, -2}});
    rejected("expected sum 1, found 1.5", labels, new int[1], new float[][] {{1, 0.5f}});
  }

  private static void rejected(String message, List<String> labels, int[] truth, float[][] p) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of("s", labels, truth, p));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
