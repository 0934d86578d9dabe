package org.sezim.evaluation;

import java.util.Arrays;
import java.util.List;
import org.sezim.dataset.LabeledFaces;

/**
 * What a model answers to labelled faces, and what would have been right. {@link Evaluator} makes
 * them; from them come figures on all faces, on some, or on the mean of several answers, without
 * asking the model again. Immutable.
 */
public final class Predictions {
  private final List<String> labels;
  // Never written to after construction, and shared between subsets.
  private final int[] truth;
  private final float[][] probabilities;

  /** Takes over the arrays: the true class of each of N faces, and {@code [N][C]}. */
  Predictions(List<String> labels, int[] truth, float[][] probabilities) {
    this.labels = labels;
    this.truth = truth;
    this.probabilities = probabilities;
  }

  /**
   * The mean of several answers to the same faces, as to several {@link TtaView}s of them.
   *
   * @throws IllegalArgumentException if there are none, or they are not of the same faces and
   *     labels
   */
  public static Predictions mean(List<Predictions> answers) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException("answers: expected at least 1, found 0");
    }
    Predictions first = answers.get(0);
    float[][] mean = new float[first.truth.length][first.labels.size()];
    for (Predictions answer : answers) {
      if (!answer.labels.equals(first.labels) || !Arrays.equals(answer.truth, first.truth)) {
        throw new IllegalArgumentException("answers: expected the same faces and labels in all");
      }
      for (int i = 0; i < mean.length; i++) {
        for (int c = 0; c < mean[i].length; c++) {
          mean[i][c] += answer.probabilities[i][c] / answers.size();
        }
      }
    }
    return new Predictions(first.labels, first.truth, mean);
  }

  /** How many faces were asked. */
  public int count() {
    return truth.length;
  }

  /**
   * What the model gave an emotion.
   *
   * @param face its place in the {@link LabeledFaces}
   * @param label one of the model's labels
   * @return 0–1
   */
  public float probability(int face, String label) {
    return probabilities[face][labels.indexOf(label)];
  }

  /** Those of the faces at these places of the {@link LabeledFaces}, in their order. */
  public Predictions subset(int[] faces) {
    return new Predictions(
        labels,
        Arrays.stream(faces).map(i -> truth[i]).toArray(),
        Arrays.stream(faces).mapToObj(i -> probabilities[i]).toArray(float[][]::new));
  }

  /**
   * Measures them.
   *
   * @param split the name to give in the result
   * @throws IllegalArgumentException if there are no faces
   */
  public Evaluation evaluate(String split) {
    return Evaluation.of(split, labels, truth, probabilities);
  }
}
