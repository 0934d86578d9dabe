package org.sezim.evaluation;

import java.util.Arrays;
import java.util.List;
import org.sezim.dataset.LabeledFaces;

/**
 * A model's predictions for labeled faces, with the true labels. {@link Evaluator} makes them; they
 * can be evaluated for all faces, for a subset, or as the mean of several predictions, without
 * running the model again. Immutable.
 */
public final class Predictions {
  private final List<String> labels;
  // Never written to after construction, and shared between subsets.
  private final int[] truth;
  private final float[][] probabilities;

  /**
   * Takes ownership of the arrays.
   *
   * @param truth {@code [N]} the true class of each face
   * @param probabilities {@code [N][C]}
   */
  Predictions(List<String> labels, int[] truth, float[][] probabilities) {
    this.labels = labels;
    this.truth = truth;
    this.probabilities = probabilities;
  }

  /**
   * Returns the mean of several predictions for the same faces, for example for several {@link
   * TtaView}s.
   *
   * @throws IllegalArgumentException if there are no predictions, or their faces or labels differ
   */
  public static Predictions mean(List<Predictions> predictions) {
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("predictions: expected at least 1, found 0");
    }
    Predictions first = predictions.get(0);
    float[][] mean = new float[first.truth.length][first.labels.size()];
    for (Predictions other : predictions) {
      if (!other.labels.equals(first.labels) || !Arrays.equals(other.truth, first.truth)) {
        throw new IllegalArgumentException(
            "predictions: expected the same faces and labels in all");
      }
      for (int i = 0; i < mean.length; i++) {
        for (int c = 0; c < mean[i].length; c++) {
          mean[i][c] += other.probabilities[i][c] / predictions.size();
        }
      }
    }
    return new Predictions(first.labels, first.truth, mean);
  }

  /** The number of faces. */
  public int count() {
    return truth.length;
  }

  /**
   * The predicted probability of an emotion.
   *
   * @param face the index of the face in the {@link LabeledFaces}
   * @param label one of the model's labels
   * @return 0–1
   */
  public float probability(int face, String label) {
    return probabilities[face][labels.indexOf(label)];
  }

  /** Returns the predictions for the faces at the given indices, in the given order. */
  public Predictions subset(int[] faces) {
    return new Predictions(
        labels,
        Arrays.stream(faces).map(i -> truth[i]).toArray(),
        Arrays.stream(faces).mapToObj(i -> probabilities[i]).toArray(float[][]::new));
  }

  /**
   * Evaluates the predictions.
   *
   * @param split the name of the split, for the result
   * @throws IllegalArgumentException if there are no faces
   */
  public Evaluation evaluate(String split) {
    return Evaluation.of(split, labels, truth, probabilities);
  }
}
