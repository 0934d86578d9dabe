package org.sezim.face;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sezim.internal.onnx.FaceModel;

/**
 * Decodes the raw outputs of a face model to detections, as OpenCV's {@code FaceDetectorYN} does.
 */
final class DetectionDecoder {
  private static final Comparator<Detection> BY_CONFIDENCE =
      Comparator.comparingDouble(Detection::confidence).reversed();

  /** A box with more than this share of its area in a large face is a part of that face. */
  private static final double PART_SHARE = 0.6;

  private DetectionDecoder() {}

  /**
   * Detections of all anchors with the minimum confidence, after non-maximum suppression.
   *
   * @param heads the outputs of all strides
   * @param scaleX pixels of the photo per pixel of the network's input, horizontally
   * @param scaleY the same, vertically
   * @param width of the photo
   * @param height of the photo
   * @return by descending confidence
   */
  static List<Detection> decode(
      List<FaceModel.Head> heads,
      double scaleX,
      double scaleY,
      int width,
      int height,
      FaceDetector.Options options) {
    List<Detection> candidates = new ArrayList<>();
    for (FaceModel.Head head : heads) {
      int anchors = head.columns() * head.rows();
      for (int i = 0; i < anchors; i++) {
        float confidence = confidence(head, i);
        // False for NaN, unlike the negated opposite.
        if (confidence >= options.minConfidence()) {
          add(candidates, head, i, confidence, scaleX, scaleY, width, height, options);
        }
      }
    }
    return suppress(candidates, options.nmsThreshold());
  }

  private static float confidence(FaceModel.Head head, int anchor) {
    float face = clamp(head.classes().get(anchor));
    float fit = clamp(head.objects().get(anchor));
    return (float) Math.sqrt(face * fit);
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(1, value));
  }

  private static void add(
      List<Detection> candidates,
      FaceModel.Head head,
      int anchor,
      float confidence,
      double scaleX,
      double scaleY,
      int width,
      int height,
      FaceDetector.Options options) {
    int column = anchor % head.columns();
    int row = anchor / head.columns();
    double stepX = head.stride() * scaleX;
    double stepY = head.stride() * scaleY;
    FloatBuffer box = head.boxes();
    double centerX = (column + box.get(4 * anchor)) * stepX;
    double centerY = (row + box.get(4 * anchor + 1)) * stepY;
    double w = Math.exp(box.get(4 * anchor + 2)) * stepX;
    double h = Math.exp(box.get(4 * anchor + 3)) * stepY;
    double x = centerX - w / 2;
    double y = centerY - h / 2;
    boolean large = Math.min(w, h) >= options.minFaceSize();
    // Drops faces in the padding, and NaN from a broken network.
    boolean inside = x < width && y < height && x + w > 0 && y + h > 0;
    if (large && inside && Double.isFinite(w) && Double.isFinite(h)) {
      Landmarks landmarks =
          new Landmarks(
              point(head, anchor, 0, column, row, stepX, stepY),
              point(head, anchor, 1, column, row, stepX, stepY),
              point(head, anchor, 2, column, row, stepX, stepY),
              point(head, anchor, 3, column, row, stepX, stepY),
              point(head, anchor, 4, column, row, stepX, stepY));
      candidates.add(new Detection(new Box(x, y, w, h), confidence, landmarks));
    }
  }

  private static Landmarks.Point point(
      FaceModel.Head head, int anchor, int point, int column, int row, double stepX, double stepY) {
    int i = 10 * anchor + 2 * point;
    return new Landmarks.Point(
        (column + head.landmarks().get(i)) * stepX, (row + head.landmarks().get(i + 1)) * stepY);
  }

  /**
   * Non-maximum suppression: of boxes whose intersection over union is more than {@code threshold},
   * the one with the highest confidence stays; of equals the first.
   */
  static List<Detection> suppress(List<Detection> candidates, double threshold) {
    List<Detection> sorted = new ArrayList<>(candidates);
    sorted.sort(BY_CONFIDENCE);
    List<Detection> kept = new ArrayList<>();
    for (Detection candidate : sorted) {
      if (kept.stream().noneMatch(k -> k.box().iou(candidate.box()) > threshold)) {
        kept.add(candidate);
      }
    }
    return List.copyOf(kept);
  }

  /**
   * Merges large faces with those others that are not parts of a large face.
   *
   * @param maxIou other faces that overlap a large one by more are dropped
   * @return by descending confidence
   */
  static List<Detection> merge(List<Detection> large, List<Detection> others, double maxIou) {
    List<Detection> merged = new ArrayList<>(large);
    for (Detection other : others) {
      if (large.stream().noneMatch(l -> isPart(other.box(), l.box(), maxIou))) {
        merged.add(other);
      }
    }
    merged.sort(BY_CONFIDENCE);
    return List.copyOf(merged);
  }

  private static boolean isPart(Box box, Box large, double maxIou) {
    return box.intersection(large) > PART_SHARE * box.area() || box.iou(large) > maxIou;
  }
}
