package org.sezim.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sezim.SezimException;
import org.sezim.dataset.Duplicates;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;

/**
 * Duplicates between a split and Training, and the evaluation of a model without them.
 *
 * @param split the split
 * @param inTraining the faces of the split that have copies in Training; for Training itself, the
 *     same as {@code withinTraining}
 * @param withinSplit the faces of the split that have copies in the split
 * @param withinTraining the faces of Training that have copies in Training; copies with another
 *     label are label noise
 * @param without the evaluation on the faces that have no copy in Training; empty if there are none
 */
public record DuplicateReport(
    Split split,
    Duplicates inTraining,
    Duplicates withinSplit,
    Duplicates withinTraining,
    Optional<Evaluation> without) {
  /**
   * Finds the duplicates, on all cores.
   *
   * @param plain a model's predictions for all faces of the split
   * @throws SezimException if the data has no faces in the split or in Training
   * @throws IllegalArgumentException if the number of predictions differs from the number of faces
   */
  public static DuplicateReport of(FaceDataset data, Split split, Predictions plain) {
    LabeledFaces training = data.require(Split.TRAINING);
    LabeledFaces faces = data.require(split);
    if (plain.count() != faces.size()) {
      throw new IllegalArgumentException(
          "plain: expected " + faces.size() + " predictions, found " + plain.count());
    }
    Duplicates withinTraining = Duplicates.within(training);
    boolean same = split == Split.TRAINING;
    Duplicates inTraining = same ? withinTraining : Duplicates.between(faces, training);
    int[] unique = inTraining.unique();
    return new DuplicateReport(
        split,
        inTraining,
        same ? withinTraining : Duplicates.within(faces),
        withinTraining,
        unique.length == 0
            ? Optional.empty()
            : Optional.of(plain.subset(unique).evaluate(split.label())));
  }

  /**
   * Returns JSON-like values, unmodifiable: {@code inTraining, withinSplit, withinTraining} (each
   * {@code exact, near, otherLabel}, numbers of faces) and {@code without} (an evaluation's
   * summary, or null), in this order.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("inTraining", toMap(inTraining));
    map.put("withinSplit", toMap(withinSplit));
    map.put("withinTraining", toMap(withinTraining));
    map.put("without", without.map(Evaluation::summary).orElse(null));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, Object> toMap(Duplicates duplicates) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("exact", duplicates.exact());
    map.put("near", duplicates.near());
    map.put("otherLabel", duplicates.otherLabel());
    return Collections.unmodifiableMap(map);
  }
}
