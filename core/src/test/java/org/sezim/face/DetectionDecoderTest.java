package org.sezim.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sezim.internal.onnx.FaceModel;

class DetectionDecoderTest {
  private static final FaceDetector.Options ANY = FaceDetector.Options.DEFAULT;
  private static final Landmarks.Point AT = new Landmarks.Point(0, 0);

  private static FaceModel.Head head(int stride, int columns, int rows) {
    int anchors = columns * rows;
    return new FaceModel.Head(
        stride,
        columns,
        rows,
        FloatBuffer.allocate(anchors),
        FloatBuffer.allocate(anchors),
        FloatBuffer.allocate(4 * anchors),
        FloatBuffer.allocate(10 * anchors));
  }

  private static void score(FaceModel.Head head, int anchor, float face, float fit) {
    head.classes().put(anchor, face);
    head.objects().put(anchor, fit);
  }

  private static Detection face(double x, double y, double size, double confidence) {
    return new Detection(
        new Box(x, y, size, size), (float) confidence, new Landmarks(AT, AT, AT, AT, AT));
  }

  private static List<Detection> decode(FaceModel.Head head) {
    return DetectionDecoder.decode(List.of(head), 1, 1, 64, 64, ANY);
  }

  @Test
  void decodesAnAnchorByHand() {
    FaceModel.Head head = head(16, 4, 4);
    int anchor = 6; // column 2, row 1
    score(head, anchor, 0.81f, 1.7f); // more than 1 counts as 1
    head.boxes().put(4 * anchor, new float[] {0.5f, 0.25f, (float) Math.log(2), 0});
    head.landmarks().put(10 * anchor, new float[] {0, 0, 1, 0, 0.5f, 0.5f, 0, 1, 1, 1});
    List<Detection> faces =
        DetectionDecoder.decode(List.of(head(8, 8, 8), head), 2, 3, 128, 192, ANY);
    assertEquals(1, faces.size());
    Detection face = faces.get(0);
    assertEquals(0.9, face.confidence(), 1e-6);
    // In the network's pixels: center (2.5 × 16, 1.25 × 16), size 32 × 16; then by 2 and by 3.
    assertEquals(2 * 24, face.box().x(), 1e-4);
    assertEquals(3 * 12, face.box().y(), 1e-4);
    assertEquals(2 * 32, face.box().width(), 1e-4);
    assertEquals(3 * 16, face.box().height(), 1e-4);
    assertEquals(
        new Landmarks(
            new Landmarks.Point(64, 48),
            new Landmarks.Point(96, 48),
            new Landmarks.Point(80, 72),
            new Landmarks.Point(64, 96),
            new Landmarks.Point(96, 96)),
        face.landmarks());
  }

  @Test
  void dropsUnsureSmallAndInvalidFaces() {
    FaceModel.Head head = head(16, 4, 4);
    score(head, 5, 0.5f, 0.5f);
    score(head, 6, -1, 1);
    score(head, 9, Float.NaN, 1);
    assertEquals(List.of(), decode(head));
    score(head, 5, 0.6f, 0.7f);
    assertEquals(1, decode(head).size());
    FaceDetector.Options large = ANY.withMinFaceSize(16.5);
    assertEquals(List.of(), DetectionDecoder.decode(List.of(head), 1, 1, 64, 64, large));
    assertEquals(1, DetectionDecoder.decode(List.of(head), 2, 2, 128, 128, large).size());
    head.boxes().put(4 * 5 + 2, Float.NaN);
    assertEquals(List.of(), decode(head));
    head.boxes().put(4 * 5 + 2, 1000); // e^1000 is infinite
    assertEquals(List.of(), decode(head));
  }

  @Test
  void dropsFacesInThePadding() {
    FaceModel.Head head = head(16, 4, 4);
    score(head, 7, 1, 1); // x from 40 to 56
    assertEquals(1, DetectionDecoder.decode(List.of(head), 1, 1, 41, 64, ANY).size());
    assertEquals(List.of(), DetectionDecoder.decode(List.of(head), 1, 1, 40, 64, ANY));
  }

  @Test
  void refusesOutputsOfAnotherSize() {
    FloatBuffer four = FloatBuffer.allocate(4);
    assertEquals(
        "output bbox_32: expected 16 values, found 4",
        assertThrows(
                IllegalArgumentException.class,
                () -> new FaceModel.Head(32, 2, 2, four, four, four, four))
            .getMessage());
  }

  @Test
  void mostConfidentOverlappingBoxIsKept() {
    Detection sure = face(0, 0, 10, 0.9);
    Detection same = face(1, 0, 10, 0.8); // 90 of 110
    Detection half = face(5, 0, 10, 0.7); // 1/3 with sure, 60 of 140 with same
    Detection apart = face(30, 0, 10, 0.95);
    List<Detection> all = List.of(half, same, sure, apart);
    assertEquals(List.of(apart, sure), DetectionDecoder.suppress(all, 0.3));
    // A suppressed box does not suppress others.
    assertEquals(List.of(apart, sure, half), DetectionDecoder.suppress(all, 0.4));
    assertEquals(List.of(apart, sure, same, half), DetectionDecoder.suppress(all, 1));
    Detection equal = face(0, 1, 10, 0.9);
    assertEquals(List.of(sure), DetectionDecoder.suppress(List.of(sure, equal), 0.3));
    assertEquals(List.of(equal), DetectionDecoder.suppress(List.of(equal, sure), 0.3));
  }

  @Test
  void largeFaceReplacesItsParts() {
    Detection large = face(0, 0, 100, 0.7);
    Detection part = face(10, 10, 20, 0.9);
    Detection same = face(30, 0, 100, 0.9);
    Detection neighbor = face(95, 0, 20, 0.8);
    assertEquals(
        List.of(neighbor, large),
        DetectionDecoder.merge(List.of(large), List.of(part, same, neighbor), 0.3));
    assertEquals(List.of(part), DetectionDecoder.merge(List.of(), List.of(part), 0.3));
  }
}
