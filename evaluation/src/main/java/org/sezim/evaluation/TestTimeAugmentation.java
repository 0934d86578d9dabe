package org.sezim.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sezim.SezimException;
import org.sezim.dataset.LabeledFaces;
import org.sezim.emotion.EmotionClassifier;

/**
 * Evaluation of a model with test-time augmentation: the mean of its predictions for several {@link
 * TtaView}s of a face. These figures hold only for an application that does the same, so they are
 * reported beside the plain ones.
 *
 * @param mirrored evaluation of the mean over the face and its mirror image
 * @param tenViews evaluation of the mean over {@link TtaView#TEN}
 */
public record TestTimeAugmentation(Evaluation mirrored, Evaluation tenViews) {
  /**
   * Evaluates a model; takes nine times as long as {@link Evaluator#evaluate}.
   *
   * @param plain the model's predictions for the faces as they are
   * @param split the name of the split, for the results
   * @param source the name of the dataset, for errors
   * @throws SezimException if the faces have a label that the model lacks
   */
  public static TestTimeAugmentation of(
      EmotionClassifier classifier,
      LabeledFaces faces,
      Predictions plain,
      String split,
      String source) {
    List<Predictions> predictions =
        Stream.concat(
                Stream.of(plain),
                TtaView.TEN.stream()
                    .skip(1)
                    .map(view -> Evaluator.predict(classifier, faces, view, source)))
            .toList();
    return new TestTimeAugmentation(
        Predictions.mean(predictions.subList(0, 2)).evaluate(split),
        Predictions.mean(predictions).evaluate(split));
  }

  /**
   * JSON-like values, unmodifiable: {@code mirrored, tenViews}, each an evaluation's summary, in
   * this order.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mirrored", mirrored.summary());
    map.put("tenViews", tenViews.summary());
    return Collections.unmodifiableMap(map);
  }
}
