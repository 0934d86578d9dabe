package org.sezim.bench.experiments;

import static org.sezim.bench.report.Format.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.sezim.bench.experiments.CropScore.LabeledFace;
import org.sezim.bench.report.Quantile;
import org.sezim.bench.report.Table;
import org.sezim.dataset.LabeledFaces;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.evaluation.Interval;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;

/** The tables of {@link CropSearch}. */
final class CropTables {
  private CropTables() {}

  /** Positions of the parts of a face in FER-2013's frame. */
  static Table frames(List<Detection> frames) {
    Map<String, ToDoubleFunction<Detection>> measures = new LinkedHashMap<>();
    measures.put("eyes' middle, x", d -> FaceGeometry.eyesCenter(d).x());
    measures.put("eyes' middle, y", d -> FaceGeometry.eyesCenter(d).y());
    measures.put("eye distance", FaceGeometry::eyeDistance);
    measures.put("nose, x", d -> d.landmarks().nose().x());
    measures.put("nose, y", d -> d.landmarks().nose().y());
    measures.put("mouth's middle, x", d -> FaceGeometry.mouthCenter(d).x());
    measures.put("mouth's middle, y", d -> FaceGeometry.mouthCenter(d).y());
    measures.put("eyes to mouth", FaceGeometry::eyesToMouth);
    measures.put("tilt, degrees", d -> Math.toDegrees(FaceGeometry.tilt(d)));
    measures.put("box, middle x", d -> FaceGeometry.boxCenter(d).x());
    measures.put("box, middle y", d -> FaceGeometry.boxCenter(d).y());
    measures.put("box, width", d -> d.box().width());
    measures.put("box, height", d -> d.box().height());
    measures.put("box, root of area", d -> Math.sqrt(d.box().area()));
    measures.put(
        "box and five points, middle y",
        d -> (FaceGeometry.boxCenter(d).y() + FaceGeometry.centroid(d).y()) / 2);
    Table table = new Table("in the frame of 48", "median", "quartiles", "mean", "spread");
    measures.forEach(
        (name, measure) -> {
          double[] v = frames.stream().mapToDouble(measure).toArray();
          table.add(
              name,
              format("%.2f", Quantile.of(v, 0.5)),
              format("%.2f–%.2f", Quantile.of(v, 0.25), Quantile.of(v, 0.75)),
              format("%.2f", Arrays.stream(v).average().orElseThrow()),
              format("%.2f", deviation(v)));
        });
    return table;
  }

  private static double deviation(double[] v) {
    double mean = Arrays.stream(v).average().orElseThrow();
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
  }

  /** Distances of each rule's squares from FER-2013's own frame. */
  static Table spread(Map<String, CropRule> rules, List<Detection> frames) {
    Table table =
        new Table(
            "rule", "side %: bias", "spread", "x %: bias", "spread", "y %: bias", "spread", "rms");
    rules.forEach(
        (name, rule) -> {
          List<CropRegion> squares = frames.stream().map(rule::square).toList();
          double[] side =
              squares.stream().mapToDouble(s -> 100 * Math.log(s.side() / 48)).toArray();
          double[] x = squares.stream().mapToDouble(s -> 100 * (s.centerX() - 24) / 48).toArray();
          double[] y = squares.stream().mapToDouble(s -> 100 * (s.centerY() - 24) / 48).toArray();
          double rms =
              Math.sqrt(
                  robust(side) * robust(side) + robust(x) * robust(x) + robust(y) * robust(y));
          table.add(
              name,
              format("%.1f", Quantile.of(side, 0.5)),
              format("%.1f", robust(side)),
              format("%.1f", Quantile.of(x, 0.5)),
              format("%.1f", robust(x)),
              format("%.1f", Quantile.of(y, 0.5)),
              format("%.1f", robust(y)),
              format("%.1f", rms));
        });
    return table;
  }

  /** Half of the central 68 %, which is the standard deviation of normally distributed values. */
  private static double robust(double[] v) {
    return (Quantile.of(v, 0.8413) - Quantile.of(v, 0.1587)) / 2;
  }

  /** Accuracy of the model on the crops of each rule. */
  static Table accuracy(
      Map<String, CropRule> rules,
      EmotionClassifier classifier,
      List<LabeledFace> photos,
      List<LabeledFace> publicTest) {
    record Scored(String name, CropScore photos, CropScore publicTest) {}
    List<Scored> rows =
        rules.entrySet().parallelStream()
            .map(
                rule ->
                    new Scored(
                        rule.getKey(),
                        CropScore.of(rule.getValue(), classifier, photos, true),
                        CropScore.of(rule.getValue(), classifier, publicTest, false)))
            .toList();
    Table table =
        new Table(
            "rule",
            "photos",
            "95 %",
            "jittered",
            "class mean",
            "log-loss",
            "PublicTest",
            "95 %",
            "log-loss");
    for (Scored row : rows) {
      CropScore p = row.photos();
      CropScore t = row.publicTest();
      Interval pi = Interval.ofShare(p.right(), p.all());
      Interval ti = Interval.ofShare(t.right(), t.all());
      table.add(
          row.name(),
          format("%.1f", p.percent()),
          format("%.0f–%.0f", 100 * pi.low(), 100 * pi.high()),
          format("%.1f", 100 * p.jittered()),
          format("%.1f", 100 * p.classMean()),
          format("%.3f", p.logLoss()),
          format("%.1f", t.percent()),
          format("%.1f–%.1f", 100 * ti.low(), 100 * ti.high()),
          format("%.3f", t.logLoss()));
    }
    return table;
  }

  /** Accuracy by score of the answer, the basis of the threshold for uncertain answers. */
  static Table byScore(EmotionClassifier classifier, LabeledFaces faces) {
    List<EmotionScores> scores = classifier.classify(CropSearch.crops(faces));
    Table table =
        new Table(
            "minimum score",
            "answers below, %",
            "right, %",
            "right above, %",
            "right just above, %");
    for (double minScore : new double[] {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
      int[] below = new int[2];
      int[] above = new int[2];
      int[] justAbove = new int[2];
      for (int i = 0; i < scores.size(); i++) {
        EmotionScores s = scores.get(i);
        int hit = s.best().equals(faces.labels().get(faces.label(i))) ? 1 : 0;
        int[] side = s.bestScore() < minScore ? below : above;
        side[0] += hit;
        side[1]++;
        if (s.bestScore() >= minScore && s.bestScore() < minScore + 0.1) {
          justAbove[0] += hit;
          justAbove[1]++;
        }
      }
      table.add(
          format("%.1f", minScore),
          format("%.0f", 100.0 * below[1] / scores.size()),
          format("%.0f", percent(below)),
          format("%.0f", percent(above)),
          format("%.0f", percent(justAbove)));
    }
    return table;
  }

  private static double percent(int[] hitsOfTrials) {
    return 100.0 * hitsOfTrials[0] / Math.max(1, hitsOfTrials[1]);
  }
}
