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
 * Which faces a split shares with Training, and how a model does on the others.
 *
 * @param split the split
 * @param inTraining its faces that stand in Training too; of Training itself, as within it
 * @param withinSplit its faces that stand in it more than once
 * @param withinTraining the faces that stand in Training more than once; with another label, they
 *     are noise to learn from
 * @param without the model's figures on the faces that are not in Training; empty if all are
 */
public record DuplicateReport(
    Split split,
    Duplicates inTraining,
    Duplicates withinSplit,
    Duplicates withinTraining,
    Optional<Evaluation> without) {
  /**
   * Looks for duplicates, on all cores.
   *
   * @param plain a model's answers to all faces of the split
   * @throws SezimException if the data has no faces in the split or in Training
   * @throws IllegalArgumentException if the answers are not as many as the faces
   */
  public static DuplicateReport of(FaceDataset data, Split split, Predictions plain) {
    LabeledFaces training = data.require(Split.TRAINING);
    LabeledFaces faces = data.require(split);
    if (plain.count() != faces.size()) {
      throw new IllegalArgumentException(
          "plain: expected " + faces.size() + " answers, found " + plain.count());
    }
    Duplicates withinTraining = Duplicates.within(training);
    boolean same = split == Split.TRAINING;
    Duplicates inTraining = same ? withinTraining : Duplicates.between(faces, training);
    int[] others = inTraining.unique();
    return new DuplicateReport(
        split,
        inTraining,
        same ? withinTraining : Duplicates.within(faces),
        withinTraining,
        others.length == 0
            ? Optional.empty()
            : Optional.of(plain.subset(others).evaluate(split.label())));
  }

  /**
   * JSON-like values, unmodifiable: {@code inTraining, withinSplit, withinTraining} (each {@code
   * exact, near, otherLabel}, numbers of faces) and {@code without} (an evaluation's summary, or
   * null), in this order.
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
