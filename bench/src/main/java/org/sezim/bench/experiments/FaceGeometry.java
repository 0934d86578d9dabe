package org.sezim.bench.experiments;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sezim.bench.report.Quantile;
import org.sezim.face.Detection;
import org.sezim.face.Landmarks;
import org.sezim.face.Landmarks.Point;

/** Points, lengths and angles of a detected face, in pixels and radians. */
final class FaceGeometry {
  private FaceGeometry() {}

  /**
   * A similarity transform from the mean face to a face, without its translation.
   *
   * @param scale above 1 if the face is larger than the mean face
   * @param angle clockwise, in radians
   */
  record Similarity(double scale, double angle) {}

  static Point boxCenter(Detection face) {
    return new Point(
        face.box().x() + face.box().width() / 2, face.box().y() + face.box().height() / 2);
  }

  static Point eyesCenter(Detection face) {
    return midpoint(face.landmarks().rightEye(), face.landmarks().leftEye());
  }

  static Point mouthCenter(Detection face) {
    return midpoint(face.landmarks().rightMouth(), face.landmarks().leftMouth());
  }

  static Point centroid(Landmarks p) {
    return new Point(
        (p.rightEye().x() + p.leftEye().x() + p.nose().x() + p.rightMouth().x() + p.leftMouth().x())
            / 5,
        (p.rightEye().y() + p.leftEye().y() + p.nose().y() + p.rightMouth().y() + p.leftMouth().y())
            / 5);
  }

  static Point centroid(Detection face) {
    return centroid(face.landmarks());
  }

  static Point midpoint(Point a, Point b) {
    return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
  }

  static double eyeDistance(Detection face) {
    return distance(face.landmarks().leftEye(), face.landmarks().rightEye());
  }

  static double eyesToMouth(Detection face) {
    return distance(eyesCenter(face), mouthCenter(face));
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  /** The angle of the line from the right eye to the left eye. */
  static double tilt(Detection face) {
    Landmarks p = face.landmarks();
    return Math.atan2(p.leftEye().y() - p.rightEye().y(), p.leftEye().x() - p.rightEye().x());
  }

  static double median(List<Detection> faces, ToDoubleFunction<Detection> measure) {
    return Quantile.of(faces.stream().mapToDouble(measure).toArray(), 0.5);
  }

  /** The face whose five points are the medians of the faces' points. */
  static Landmarks meanFace(List<Detection> faces) {
    return new Landmarks(
        medianPoint(faces, Landmarks::rightEye),
        medianPoint(faces, Landmarks::leftEye),
        medianPoint(faces, Landmarks::nose),
        medianPoint(faces, Landmarks::rightMouth),
        medianPoint(faces, Landmarks::leftMouth));
  }

  private static Point medianPoint(List<Detection> faces, Function<Landmarks, Point> point) {
    return new Point(
        median(faces, d -> point.apply(d.landmarks()).x()),
        median(faces, d -> point.apply(d.landmarks()).y()));
  }

  /** Fits a similarity transform from the mean face to a face's points by least squares. */
  static Similarity fit(Landmarks mean, Detection face) {
    Point from = centroid(mean);
    Point to = centroid(face);
    double re = 0;
    double im = 0;
    double norm = 0;
    for (int i = 0; i < 5; i++) {
      double mx = mean.points().get(i).x() - from.x();
      double my = mean.points().get(i).y() - from.y();
      double px = face.landmarks().points().get(i).x() - to.x();
      double py = face.landmarks().points().get(i).y() - to.y();
      re += mx * px + my * py;
      im += mx * py - my * px;
      norm += mx * mx + my * my;
    }
    return new Similarity(Math.hypot(re, im) / norm, Math.atan2(im, re));
  }
}
