package org.sezim.training;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sezim.EmotionClassifier;
import org.sezim.SezimException;
import org.sezim.training.data.FaceSet;
import org.sezim.training.evaluate.Evaluator;
import org.sezim.training.evaluate.Predictions;
import org.sezim.training.evaluate.View;

/**
 * Mixes a teacher's answers into the targets of faces (Hinton et al. 2015, "Distilling the
 * Knowledge in a Neural Network"; with a teacher of the same form, Furlanello et al. 2018,
 * "Born-Again Neural Networks"). The teacher sees ten views of each face, so that it recalls less
 * of its own label; the learner sees faces changed by chance.
 */
final class Distillation {
  private Distillation() {}

  /**
   * Checks that a model can teach.
   *
   * @throws SezimException if it is no emotion model, or has other labels
   */
  static void requireLabels(Path teacher, List<String> labels) {
    try (EmotionClassifier model = EmotionClassifier.load(teacher, 1)) {
      if (!new HashSet<>(labels).equals(new HashSet<>(model.labels()))) {
        throw new SezimException(
            teacher.toString(),
            "expected a teacher with the labels of the data, "
                + labels
                + ", found "
                + model.labels());
      }
    }
  }

  /**
   * New targets.
   *
   * @param faces with their own targets
   * @param teacher an emotion model with the same labels
   * @param share of each target that is the teacher's answer, 0–1
   * @param threads of the teacher
   * @return float {@code [N,C]}
   */
  static Tensor targets(FaceSet faces, Path teacher, double share, int threads) {
    int classes = faces.labels().size();
    Predictions answers;
    try (EmotionClassifier model = EmotionClassifier.load(teacher, threads)) {
      answers =
          Predictions.mean(
              View.TEN.stream()
                  .map(view -> Evaluator.predict(model, faces, view, teacher.toString()))
                  .toList());
    }
    float[] own = new float[faces.size() * classes];
    float[] taught = new float[faces.size() * classes];
    for (int i = 0; i < faces.size(); i++) {
      faces.copyTarget(i, own, i * classes);
      for (int c = 0; c < classes; c++) {
        taught[i * classes + c] = answers.probability(i, faces.labels().get(c));
      }
    }
    Tensor targets = Tensor.create(own, faces.size(), classes);
    return targets.lerp(Tensor.create(taught, faces.size(), classes), new Scalar(share));
  }
}
