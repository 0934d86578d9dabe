package org.sezim.emotion;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The emotions of a face: one probability per label, from 0 to 1, with sum 1 (within 1e-4). The
 * labels and their order are the model's. It is a map from label to probability, so any JSON
 * library can write it. Immutable.
 */
public final class EmotionScores extends AbstractMap<String, Float> {
  private final List<String> labels;
  private final float[] probabilities;
  private final int best;

  private EmotionScores(List<String> labels, float[] probabilities) {
    this.labels = labels;
    this.probabilities = probabilities;
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    this.best = best;
  }

  /**
   * Scores with these labels and probabilities, which are copied.
   *
   * @throws IllegalArgumentException if there are no labels, their number is not that of the
   *     probabilities, or a probability is not in 0–1
   */
  public static EmotionScores of(List<String> labels, float[] probabilities) {
    if (labels.isEmpty() || labels.size() != probabilities.length) {
      throw new IllegalArgumentException(
          "expected one probability per label, found "
              + probabilities.length
              + " for "
              + labels.size()
              + " labels");
    }
    for (float p : probabilities) {
      if (!(p >= 0 && p <= 1.0001f)) {
        throw new IllegalArgumentException("expected probabilities in 0–1, found " + p);
      }
    }
    return new EmotionScores(List.copyOf(labels), probabilities.clone());
  }

  /** The labels in the model's order. */
  public List<String> labels() {
    return labels;
  }

  /** The label with the highest probability, the first of equals. */
  public String best() {
    return labels.get(best);
  }

  /** The highest probability. */
  public float bestScore() {
    return probabilities[best];
  }

  /**
   * The probability of one emotion.
   *
   * @throws IllegalArgumentException if the model has no such label
   */
  public float score(String label) {
    int i = labels.indexOf(label);
    if (i < 0) {
      throw new IllegalArgumentException("expected one of " + labels + ", found " + label);
    }
    return probabilities[i];
  }

  /** Labels and probabilities in the model's order, a new map. */
  public Map<String, Float> asMap() {
    Map<String, Float> map = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      map.put(labels.get(i), probabilities[i]);
    }
    return map;
  }

  /** The entries of {@link #asMap}, unmodifiable. */
  @Override
  public Set<Map.Entry<String, Float>> entrySet() {
    return Collections.unmodifiableMap(asMap()).entrySet();
  }
}
