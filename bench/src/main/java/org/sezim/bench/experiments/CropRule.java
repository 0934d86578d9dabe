package org.sezim.bench.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sezim.bench.report.Format;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.Landmarks;
import org.sezim.face.Landmarks.Point;

/** A way to derive the square to cut from a detected face. */
interface CropRule {
  CropRegion square(Detection face);

  /** One candidate: keys of {@link #sizes}, {@link #places} and {@link #turns}. */
  record Choice(String size, String place, String turn) {
    String label() {
      return Format.format("size: %s; place: %s; %s", size, place, turn);
    }
  }

  /**
   * All candidates by label.
   *
   * @param frames faces of FER-2013 as the detector sees them, in pixels of their 48×48 frame
   */
  static Map<String, CropRule> all(List<Detection> frames) {
    Map<String, CropRule> rules = new LinkedHashMap<>();
    for (double k : new double[] {1, 1.05, 1.1}) {
      rules.put(
          Format.format("box, centred, %.2f × longer side", k),
          d -> {
            Point middle = FaceGeometry.boxMiddle(d);
            double side = k * Math.max(d.box().width(), d.box().height());
            return new CropRegion(middle.x(), middle.y(), side, 0);
          });
    }
    Landmarks mean = FaceGeometry.meanFace(frames);
    for (Choice choice : choices()) {
      rules.put(
          choice.label(),
          likeFer2013(
              frames,
              sizes(mean).get(choice.size()),
              places().get(choice.place()),
              turns(mean).get(choice.turn())));
    }
    for (double wider : new double[] {0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3}) {
      rules.put(
          Format.format("%.2f × that of CropRegion.of", wider),
          d -> {
            CropRegion s = CropRegion.of(d);
            return new CropRegion(s.centerX(), s.centerY(), wider * s.side(), s.angle());
          });
    }
    rules.put("CropRegion.of", CropRegion::of);
    return rules;
  }

  private static List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (String place : List.of("box", "eyes", "five points", "box and five points")) {
      choices.add(new Choice("box area", place, "upright"));
      choices.add(new Choice("box area", place, "turned by five points"));
    }
    choices.add(new Choice("box area", "box and five points", "turned by eyes"));
    choices.add(new Choice("box area", "box and five points", "half turned"));
    choices.add(new Choice("eyes", "eyes", "turned by eyes"));
    choices.add(new Choice("five points", "five points", "turned by five points"));
    for (String size : List.of("box height", "eyes", "eyes to mouth", "five points")) {
      choices.add(new Choice(size, "box and five points", "turned by five points"));
    }
    return choices;
  }

  private static Map<String, ToDoubleFunction<Detection>> sizes(Landmarks mean) {
    return Map.of(
        "box height", d -> d.box().height(),
        "box area", d -> Math.sqrt(d.box().area()),
        "eyes", FaceGeometry::eyeDistance,
        "eyes to mouth", FaceGeometry::eyesToMouth,
        "five points", d -> FaceGeometry.fit(mean, d).scale());
  }

  private static Map<String, Function<Detection, Point>> places() {
    return Map.of(
        "box", FaceGeometry::boxMiddle,
        "eyes", FaceGeometry::eyesMiddle,
        "five points", FaceGeometry::centroid,
        "box and five points",
            d -> FaceGeometry.middle(FaceGeometry.boxMiddle(d), FaceGeometry.centroid(d)));
  }

  private static Map<String, ToDoubleFunction<Detection>> turns(Landmarks mean) {
    return Map.of(
        "upright", d -> 0,
        "turned by eyes", FaceGeometry::tilt,
        "turned by five points", d -> FaceGeometry.fit(mean, d).angle(),
        "half turned", d -> FaceGeometry.fit(mean, d).angle() / 2);
  }

  /** Side and middle as FER-2013 has them in the median. */
  private static CropRule likeFer2013(
      List<Detection> frames,
      ToDoubleFunction<Detection> size,
      Function<Detection, Point> place,
      ToDoubleFunction<Detection> turn) {
    double half = FaceCrop.SIZE / 2.0;
    double k = FaceCrop.SIZE / FaceGeometry.median(frames, size);
    double dx = FaceGeometry.median(frames, d -> (half - place.apply(d).x()) / FaceCrop.SIZE);
    double dy = FaceGeometry.median(frames, d -> (half - place.apply(d).y()) / FaceCrop.SIZE);
    return d -> {
      double side = k * size.applyAsDouble(d);
      double angle = turn.applyAsDouble(d);
      Point p = place.apply(d);
      return new CropRegion(
          p.x() + side * (dx * Math.cos(angle) - dy * Math.sin(angle)),
          p.y() + side * (dx * Math.sin(angle) + dy * Math.cos(angle)),
          side,
          angle);
    };
  }
}
