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
 * How much better a model does where its answers to several {@link TtaView}s of a face are
 * averaged. An application would have to do the same, so such figures stand beside the plain ones.
 *
 * @param mirrored on the mean of the face and its mirror image
 * @param tenViews on the mean of {@link TtaView#TEN}
 */
public record TestTimeAugmentation(Evaluation mirrored, Evaluation tenViews) {
  /**
   * Measures a model; takes nine times as long as {@link Evaluator#evaluate}.
   *
   * @param plain its answers to the faces as they are
   * @param split the name to give in the results
   * @param source the data set's name to give in errors
   * @throws SezimException if the faces have a label that the model does not know
   */
  public static TestTimeAugmentation of(
      EmotionClassifier classifier,
      LabeledFaces faces,
      Predictions plain,
      String split,
      String source) {
    List<Predictions> answers =
        Stream.concat(
                Stream.of(plain),
                TtaView.TEN.stream()
                    .skip(1)
                    .map(view -> Evaluator.predict(classifier, faces, view, source)))
            .toList();
    return new TestTimeAugmentation(
        Predictions.mean(answers.subList(0, 2)).evaluate(split),
        Predictions.mean(answers).evaluate(split));
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
