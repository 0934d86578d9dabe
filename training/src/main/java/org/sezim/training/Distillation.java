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
 * Mixes the answers of teachers into the targets of faces (Hinton et al. 2015, "Distilling the
 * Knowledge in a Neural Network"; with a teacher of the same form, Furlanello et al. 2018,
 * "Born-Again Neural Networks"). A teacher sees ten views of each face, so that it recalls less of
 * its own label; the learner sees faces changed by chance.
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
   * @param teachers emotion models with the same labels, at least one
   * @param share of each target that is the mean of their answers, 0–1
   * @param threads of a teacher
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
