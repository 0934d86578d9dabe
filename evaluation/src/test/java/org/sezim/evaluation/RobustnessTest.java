package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.testing.TinyFer;

class RobustnessTest {
  private static final List<String> LABELS = List.of("a", "b");

  @TempDir Path folder;

  private LabeledFaces faces(int n) {
    Path csv = folder.resolve("tiny.csv");
    TinyFer.write(csv, 7, n, 0, 3);
    return FaceDataset.read(csv, DatasetOptions.defaults()).require(Split.PUBLIC_TEST);
  }

  /** Accuracy by call: 0.9 in the first one, 0.01 less in each later one. */
  private static Evaluation falling(int call) {
    int right = Math.max(0, 90 - call);
    float[][] rows =
        IntStream.range(0, 100)
            .mapToObj(i -> i < right ? new float[] {0.9f, 0.1f} : new float[] {0.2f, 0.8f})
            .toArray(float[][]::new);
    return Evaluation.of("PublicTest", LABELS, new int[100], rows);
  }

  private Robustness falling() {
    List<LabeledFaces> calls = new ArrayList<>();
    return Robustness.measure(
        faces(14),
        set -> {
          calls.add(set);
          return falling(calls.size() - 1);
        });
  }

  @Test
  void everyConditionIsEvaluatedOnCorruptedFaces() {
    LabeledFaces faces = faces(14);
    List<LabeledFaces> sets = new ArrayList<>();
    Robustness robustness =
        Robustness.measure(
            faces,
            set -> {
              sets.add(set);
              return falling(sets.size() - 1);
            });
    assertEquals(41, sets.size());
    assertEquals(41, Robustness.evaluations());
    assertEquals(faces, sets.get(0));
    assertEquals(0.9, robustness.clean().accuracy(), 1e-12);
    assertEquals(40, robustness.conditions().size());
    for (int i = 0; i < 40; i++) {
      Robustness.Condition condition = robustness.conditions().get(i);
      assertEquals((89 - i) / 100.0, condition.evaluation().accuracy(), 1e-12);
      LabeledFaces set = sets.get(i + 1);
      assertEquals(14, set.size());
      for (int face = 0; face < 14; face++) {
        assertEquals(faces.label(face), set.label(face));
        assertEquals(
            condition.corruption().apply(faces.crop(face), condition.strength(), face),
            set.crop(face));
      }
    }
    assertEquals(
        Corruption.NOISE.strengths(),
        robustness.conditions(Corruption.NOISE).stream()
            .map(Robustness.Condition::strength)
            .toList());
    // 89, 88, … 50.
    assertEquals(0.695, robustness.meanAccuracy(), 1e-12);
  }

  @Test
  void mapHasEveryConditionWithItsInterval() {
    Map<String, Object> map = falling().toMap();
    assertEquals(
        List.of("count", "accuracy", "accuracyInterval95", "meanAccuracy", "corruptions"),
        List.copyOf(map.keySet()));
    assertEquals(0.9, map.get("accuracy"));
    List<?> corruptions = (List<?>) map.get("corruptions");
    assertEquals(8, corruptions.size());
    Map<?, ?> blur = (Map<?, ?>) corruptions.get(0);
    assertEquals("blur", blur.get("name"));
    assertEquals("sigma, pixels", blur.get("unit"));
    List<?> strengths = (List<?>) blur.get("strengths");
    assertEquals(5, strengths.size());
    Map<?, ?> first = (Map<?, ?>) strengths.get(0);
    assertEquals(0.5, first.get("strength"));
    assertEquals(0.89, first.get("accuracy"));
    List<?> interval = (List<?>) first.get("accuracyInterval95");
    assertEquals(2, interval.size());
    assertTrue((double) interval.get(0) < 0.89 && (double) interval.get(1) > 0.89);
  }

  @Test
  void csvHasOneLinePerEvaluation() {
    List<String> lines = falling().csv().lines().toList();
    assertEquals(42, lines.size());
    assertEquals("corruption,unit,strength,faces,accuracy,low,high", lines.get(0));
    assertTrue(lines.get(1).startsWith("none,,,100,0.9,0.8"), lines.get(1));
    assertTrue(lines.get(2).startsWith("blur,\"sigma, pixels\",0.5,100,0.89,"), lines.get(2));
    assertTrue(lines.get(3).startsWith("blur,\"sigma, pixels\",1,100,0.88,"), lines.get(3));
    assertTrue(lines.get(41).startsWith("detector jitter,"), lines.get(41));
  }

  @Test
  void repeatedMeasurementGivesTheSameFigures() {
    LabeledFaces faces = faces(21);
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      Robustness first =
          Robustness.measure(faces, set -> Evaluator.evaluate(classifier, set, "s", "tiny"));
      Robustness again =
          Robustness.measure(faces, set -> Evaluator.evaluate(classifier, set, "s", "tiny"));
      assertEquals(first.csv(), again.csv());
      assertEquals(
          Evaluator.evaluate(classifier, faces, "s", "tiny").accuracy(), first.clean().accuracy());
    }
  }
}
