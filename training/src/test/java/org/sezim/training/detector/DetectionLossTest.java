package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DetectionLossTest {
  private static double loss(float[] values, float[] targets) {
    try (PointerScope scope = new PointerScope()) {
      int places = values.length / DetectorNetwork.VALUES;
      Tensor v = Tensor.create(values, 1, places, DetectorNetwork.VALUES);
      Tensor t = Tensor.create(targets, 1, places, DetectorNetwork.VALUES);
      return DetectionLoss.of(v, t).item_double();
    }
  }

  /** A place: score, box of 2 strides square, landmarks at the anchor. */
  private static float[] place(double score) {
    float[] place = new float[DetectorNetwork.VALUES];
    place[0] = (float) score;
    place[3] = (float) Math.log(2);
    place[4] = (float) Math.log(2);
    return place;
  }

  @Test
  void theTeachersOwnAnswerCostsNothing() {
    float[] values = place(0.8);
    values[0] = (float) Math.log(0.8 / 0.2);
    assertEquals(0, loss(values, place(0.8)), 1e-6);
  }

  @Test
  void byHand() {
    float[] values = place(0);
    values[1] = 0.5f; // a quarter of the box to the right
    values[5] = 1; // one of ten landmark values, half a box
    // Score: −ln ½ · (½ − 1)²; box 0.25; landmarks 2 · 0.5 / 10; over a sum of scores of 1.
    double expected = Math.log(2) * 0.25 + 0.25 + 0.1;
    assertEquals(expected, loss(values, place(1)), 1e-6);
  }

  @Test
  void whereTheTeacherSeesNoFaceBoxesDoNotMatter() {
    float[] values = place(0);
    float[] far = place(0);
    values[0] = -3;
    far[0] = -3;
    far[1] = 100;
    far[7] = -40;
    assertEquals(loss(values, place(0.1)), loss(far, place(0.1)), 1e-9);
    assertTrue(loss(values, place(0.1)) > 0);
  }

  @Test
  void aSmallFaceCountsAsMuchAsALargeOne() {
    float[] small = place(1);
    float[] large = place(1);
    large[3] = (float) Math.log(20);
    large[4] = (float) Math.log(20);
    float[] nearSmall = small.clone();
    float[] nearLarge = large.clone();
    nearSmall[1] += 0.2f;
    nearLarge[1] += 2;
    assertEquals(loss(nearSmall, small), loss(nearLarge, large), 1e-6);
  }
}
