package org.sezim.bench.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sezim.bench.report.Format;
import org.sezim.face.CropRegion;
import org.sezim.face.Detection;
import org.sezim.face.FaceCrop;
import org.sezim.face.Landmarks;
import org.sezim.face.Landmarks.Point;

/** A rule that derives the square to crop from a detected face. */
interface CropRule {
  CropRegion square(Detection face);

  /** One candidate: keys of {@link #sizes}, {@link #centers} and {@link #rotations}. */
  record Candidate(String size, String center, String rotation) {
    String label() {
      return Format.format("size: %s; place: %s; %s", size, center, rotation);
    }
  }

  /**
   * Returns all rules by label.
   *
   * @param frames faces that the detector found in FER-2013, in pixels of their 48×48 frame
   */
  static Map<String, CropRule> all(List<Detection> frames) {
    Map<String, CropRule> rules = new LinkedHashMap<>();
    for (double k : new double[] {1, 1.05, 1.1}) {
      rules.put(
          Format.format("box, centered, %.2f × longer side", k),
          d -> {
            Point center = FaceGeometry.boxCenter(d);
            double side = k * Math.max(d.box().width(), d.box().height());
            return new CropRegion(center.x(), center.y(), side, 0);
          });
    }
    Landmarks mean = FaceGeometry.meanFace(frames);
    for (Candidate candidate : candidates()) {
      rules.put(
          candidate.label(),
          likeFer2013(
              frames,
              Objects.requireNonNull(sizes(mean).get(candidate.size())),
              Objects.requireNonNull(centers().get(candidate.center())),
              Objects.requireNonNull(rotations(mean).get(candidate.rotation()))));
    }
    for (double factor : new double[] {0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.3}) {
      rules.put(
          Format.format("%.2f × that of CropRegion.of", factor),
          d -> {
            CropRegion s = CropRegion.of(d);
            return new CropRegion(s.centerX(), s.centerY(), factor * s.side(), s.angle());
          });
    }
    rules.put("CropRegion.of", CropRegion::of);
    return rules;
  }

  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (String center : List.of("box", "eyes", "five points", "box and five points")) {
      candidates.add(new Candidate("box area", center, "upright"));
      candidates.add(new Candidate("box area", center, "turned by five points"));
    }
    candidates.add(new Candidate("box area", "box and five points", "turned by eyes"));
    candidates.add(new Candidate("box area", "box and five points", "half turned"));
    candidates.add(new Candidate("eyes", "eyes", "turned by eyes"));
    candidates.add(new Candidate("five points", "five points", "turned by five points"));
    for (String size : List.of("box height", "eyes", "eyes to mouth", "five points")) {
      candidates.add(new Candidate(size, "box and five points", "turned by five points"));
    }
    return candidates;
  }

  private static Map<String, ToDoubleFunction<Detection>> sizes(Landmarks mean) {
    return Map.of(
        "box height", d -> d.box().height(),
        "box area", d -> Math.sqrt(d.box().area()),
        "eyes", FaceGeometry::eyeDistance,
        "eyes to mouth", FaceGeometry::eyesToMouth,
        "five points", d -> FaceGeometry.fit(mean, d).scale());
  }

  private static Map<String, Function<Detection, Point>> centers() {
    return Map.of(
        "box", FaceGeometry::boxCenter,
        "eyes", FaceGeometry::eyesCenter,
        "five points", FaceGeometry::centroid,
        "box and five points",
            d -> FaceGeometry.midpoint(FaceGeometry.boxCenter(d), FaceGeometry.centroid(d)));
  }

  private static Map<String, ToDoubleFunction<Detection>> rotations(Landmarks mean) {
    return Map.of(
        "upright", d -> 0,
        "turned by eyes", FaceGeometry::tilt,
        "turned by five points", d -> FaceGeometry.fit(mean, d).angle(),
        "half turned", d -> FaceGeometry.fit(mean, d).angle() / 2);
  }

  /** A rule whose side and center equal FER-2013's in the median. */
  private static CropRule likeFer2013(
      List<Detection> frames,
      ToDoubleFunction<Detection> size,
      Function<Detection, Point> center,
      ToDoubleFunction<Detection> rotation) {
    double half = FaceCrop.SIZE / 2.0;
    double k = FaceCrop.SIZE / FaceGeometry.median(frames, size);
    double dx = FaceGeometry.median(frames, d -> (half - center.apply(d).x()) / FaceCrop.SIZE);
    double dy = FaceGeometry.median(frames, d -> (half - center.apply(d).y()) / FaceCrop.SIZE);
    return d -> {
      double side = k * size.applyAsDouble(d);
      double angle = rotation.applyAsDouble(d);
      Point p = center.apply(d);
      return new CropRegion(
          p.x() + side * (dx * Math.cos(angle) - dy * Math.sin(angle)),
          p.y() + side * (dx * Math.sin(angle) + dy * Math.cos(angle)),
          side,
          angle);
    };
  }
}
