package org.sezim.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.sezim.SezimException;
import org.sezim.dataset.LabeledFaces;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.FaceCrop;

/** Runs a model on labeled faces, in the same way as an application. */
public final class Evaluator {
  private static final int BATCH = 1024;

  private Evaluator() {}

  /**
   * Evaluates a model. Labels are matched by name; the model may have labels that the faces lack.
   *
   * @param split the name of the split, for the result
   * @param source the name of the dataset, for errors
   * @throws SezimException if the faces have a label that the model lacks
   */
  public static Evaluation evaluate(
      EmotionClassifier classifier, LabeledFaces faces, String split, String source) {
    return predict(classifier, faces, TtaView.PLAIN, source).evaluate(split);
  }

  /**
   * Runs a model on one view of each face. Labels are matched as in {@link #evaluate}.
   *
   * @param source the name of the dataset, for errors
   * @throws SezimException if the faces have a label that the model lacks
   */
  public static Predictions predict(
      EmotionClassifier classifier, LabeledFaces faces, TtaView view, String source) {
    List<String> labels = classifier.labels();
    for (String label : faces.labels()) {
      if (!labels.contains(label)) {
        throw new SezimException(
            source, "label " + label + ": expected labels that the model knows, " + labels);
      }
    }
    int[] truth = new int[faces.size()];
    float[][] probabilities = new float[faces.size()][labels.size()];
    for (int from = 0; from < faces.size(); from += BATCH) {
      int to = Math.min(from + BATCH, faces.size());
      List<FaceCrop> crops =
          IntStream.range(from, to).mapToObj(i -> view.of(faces.crop(i))).toList();
      List<EmotionScores> scores = classifier.classify(crops);
      for (int i = from; i < to; i++) {
        truth[i] = labels.indexOf(faces.labels().get(faces.label(i)));
        for (int c = 0; c < labels.size(); c++) {
          probabilities[i][c] = scores.get(i - from).score(labels.get(c));
        }
      }
    }
    return new Predictions(labels, truth, probabilities);
  }
}
