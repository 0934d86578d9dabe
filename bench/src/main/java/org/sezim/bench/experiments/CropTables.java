package org.sezim.bench.experiments;

import static org.sezim.bench.report.Format.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Where the parts of a face lie in FER-2013's frame. */
  static Table frames(List<Detection> frames) {
    Map<String, ToDoubleFunction<Detection>> figures = new LinkedHashMap<>();
    figures.put("eyes' middle, x", d -> FaceGeometry.eyesMiddle(d).x());
    figures.put("eyes' middle, y", d -> FaceGeometry.eyesMiddle(d).y());
    figures.put("eye distance", FaceGeometry::eyeDistance);
    figures.put("nose, x", d -> d.landmarks().nose().x());
    figures.put("nose, y", d -> d.landmarks().nose().y());
    figures.put("mouth's middle, x", d -> FaceGeometry.mouthMiddle(d).x());
    figures.put("mouth's middle, y", d -> FaceGeometry.mouthMiddle(d).y());
    figures.put("eyes to mouth", FaceGeometry::eyesToMouth);
    figures.put("tilt, degrees", d -> Math.toDegrees(FaceGeometry.tilt(d)));
    figures.put("box, middle x", d -> FaceGeometry.boxMiddle(d).x());
    figures.put("box, middle y", d -> FaceGeometry.boxMiddle(d).y());
    figures.put("box, width", d -> d.box().width());
    figures.put("box, height", d -> d.box().height());
    figures.put("box, root of area", d -> Math.sqrt(d.box().area()));
    figures.put(
        "box and five points, middle y",
        d -> (FaceGeometry.boxMiddle(d).y() + FaceGeometry.centroid(d).y()) / 2);
    Table table = new Table("in the frame of 48", "median", "quartiles", "mean", "spread");
    figures.forEach(
        (name, figure) -> {
          double[] v = frames.stream().mapToDouble(figure).toArray();
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

  /** How closely each rule gives back FER-2013's own frame. */
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

  /** Half of the middle 68 %: the standard deviation of normally distributed values. */
  private static double robust(double[] v) {
    return (Quantile.of(v, 0.8413) - Quantile.of(v, 0.1587)) / 2;
  }

  /** How often the model is right on the crops of each rule. */
  static Table accuracy(
      Map<String, CropRule> rules,
      EmotionClassifier classifier,
      List<LabeledFace> photos,
      List<LabeledFace> publicTest) {
    Map<String, CropScore> photoScores = new ConcurrentHashMap<>();
    Map<String, CropScore> publicScores = new ConcurrentHashMap<>();
    rules.entrySet().parallelStream()
        .forEach(
            rule -> {
              photoScores.put(
                  rule.getKey(), CropScore.of(rule.getValue(), classifier, photos, true));
              publicScores.put(
                  rule.getKey(), CropScore.of(rule.getValue(), classifier, publicTest, false));
            });
    Table table =
        new Table(
            "rule",
            "photos",
            "95 %",
            "moved a little",
            "class mean",
            "log-loss",
            "PublicTest",
            "95 %",
            "log-loss");
    for (String name : rules.keySet()) {
      CropScore p = photoScores.get(name);
      CropScore t = publicScores.get(name);
      Interval pi = Interval.ofShare(p.right(), p.all());
      Interval ti = Interval.ofShare(t.right(), t.all());
      table.add(
          name,
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

  /** How often an answer is right, by its score: the basis for calling answers uncertain. */
  static Table byScore(EmotionClassifier classifier, LabeledFaces faces) {
    List<EmotionScores> scores = classifier.classify(CropSearch.crops(faces));
    Table table =
        new Table(
            "least score", "answers below, %", "right, %", "right above, %", "right just above, %");
    for (double least : new double[] {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
      int[] below = new int[2];
      int[] above = new int[2];
      int[] justAbove = new int[2];
      for (int i = 0; i < scores.size(); i++) {
        EmotionScores s = scores.get(i);
        int hit = s.best().equals(faces.labels().get(faces.label(i))) ? 1 : 0;
        int[] side = s.bestScore() < least ? below : above;
        side[0] += hit;
        side[1]++;
        if (s.bestScore() >= least && s.bestScore() < least + 0.1) {
          justAbove[0] += hit;
          justAbove[1]++;
        }
      }
      table.add(
          format("%.1f", least),
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
