package org.sezim.bench.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.image.Photo;

/**
 * Accuracy of an emotion model on the crops of a rule.
 *
 * @param right number of right answers on the rule's own squares
 * @param all number of faces
 * @param jittered share of right answers, 0–1, over the rule's squares and their shifted copies
 * @param classMean mean over emotions of that share
 * @param logLoss mean −ln of the probability of the true emotion, clipped to 1e-6, over all squares
 */
record CropScore(int right, int all, double jittered, double classMean, double logLoss) {
  /** Shifts to the right and down as shares of the side, and the logarithm of the scale. */
  private static final double[][] MOVES = {
    {0, 0, 0}, {0.03, 0, 0}, {-0.03, 0, 0}, {0, 0.03, 0}, {0, -0.03, 0}, {0, 0, 0.03}, {0, 0, -0.03}
  };

  /** A photo with its emotion and the detected face. */
  record LabeledFace(String emotion, Photo photo, Detection face) {}

  /**
   * Classifies the crops.
   *
   * @param jitter also shifts and scales the squares a little, so that no result depends on single
   *     pixels
   */
  static CropScore of(
      CropRule rule, EmotionClassifier classifier, List<LabeledFace> faces, boolean jitter) {
    List<FaceCrop> crops = new ArrayList<>();
    List<String> truths = new ArrayList<>();
    List<double[]> moves = Arrays.asList(MOVES).subList(0, jitter ? MOVES.length : 1);
    for (LabeledFace face : faces) {
      CropRegion square = rule.square(face.face());
      for (double[] move : moves) {
        crops.add(FaceCrop.of(face.photo(), moved(square, move)));
        truths.add(face.emotion());
      }
    }
    List<EmotionScores> scores = classifier.classify(crops);
    int right = 0;
    int rightJittered = 0;
    double loss = 0;
    Map<String, int[]> byClass = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      boolean hit = scores.get(i).best().equals(truths.get(i));
      boolean isOriginal = i % moves.size() == 0;
      right += hit && isOriginal ? 1 : 0;
      rightJittered += hit ? 1 : 0;
      loss -= Math.log(Math.max(1e-6, scores.get(i).score(truths.get(i))));
      int[] n = byClass.computeIfAbsent(truths.get(i), e -> new int[2]);
      n[0] += hit ? 1 : 0;
      n[1]++;
    }
    double classMean =
        byClass.values().stream().mapToDouble(n -> (double) n[0] / n[1]).average().orElseThrow();
    return new CropScore(
        right,
        faces.size(),
        (double) rightJittered / scores.size(),
        classMean,
        loss / scores.size());
  }

  private static CropRegion moved(CropRegion square, double[] move) {
    return new CropRegion(
        square.centerX() + move[0] * square.side(),
        square.centerY() + move[1] * square.side(),
        square.side() * Math.exp(move[2]),
        square.angle());
  }

  /** Right answers in percent. */
  double percent() {
    return 100.0 * right / all;
  }
}
