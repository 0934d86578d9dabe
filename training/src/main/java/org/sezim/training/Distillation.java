package org.sezim.training;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.sezim.SezimException;
import org.sezim.dataset.LabeledFaces;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.evaluation.Evaluator;
import org.sezim.evaluation.Predictions;
import org.sezim.evaluation.TtaView;

/**
 * Distillation: mixes teachers' probabilities into the targets (Hinton et al. 2015, "Distilling the
 * Knowledge in a Neural Network"; with a teacher of the same architecture, Furlanello et al. 2018,
 * "Born-Again Neural Networks"). A teacher's probabilities are averaged over ten views of each
 * face, which reduces its memory of the face's label; the student sees augmented faces.
 */
final class Distillation {
  private Distillation() {}

  /**
   * Checks that a model can be a teacher.
   *
   * @throws SezimException if it is not an emotion model or has other labels
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
   * Computes the mixed targets.
   *
   * @param faces with their own targets
   * @param teachers emotion models with the same labels, at least one
   * @param share of each target that is the mean of the teachers' probabilities, 0–1
   * @param threads per teacher
   * @return float {@code [N,C]}
   */
  static Tensor targets(LabeledFaces faces, List<Path> teachers, double share, int threads) {
    int classes = faces.labels().size();
    float[] own = new float[faces.size() * classes];
    for (int i = 0; i < faces.size(); i++) {
      faces.copyTarget(i, own, i * classes);
    }
    float[] taught = new float[faces.size() * classes];
    for (Path teacher : teachers) {
      Predictions answers = ask(teacher, faces, threads);
      for (int i = 0; i < faces.size(); i++) {
        for (int c = 0; c < classes; c++) {
          taught[i * classes + c] +=
              answers.probability(i, faces.labels().get(c)) / teachers.size();
        }
      }
    }
    Tensor targets = Tensor.create(own, faces.size(), classes);
    return targets.lerp(Tensor.create(taught, faces.size(), classes), new Scalar(share));
  }

  private static Predictions ask(Path teacher, LabeledFaces faces, int threads) {
    try (EmotionClassifier model = EmotionClassifier.load(teacher, threads)) {
      return Predictions.mean(
          TtaView.TEN.stream()
              .map(view -> Evaluator.predict(model, faces, view, teacher.toString()))
              .toList());
    }
  }
}
