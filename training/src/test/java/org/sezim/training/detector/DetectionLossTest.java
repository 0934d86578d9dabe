package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class DetectionLossTest {
  private static double loss(float[] values, float[] targets) {
    try (PointerScope scope = new PointerScope()) {
      int positions = values.length / DetectorNetwork.VALUES;
      Tensor v = Tensor.create(values, 1, positions, DetectorNetwork.VALUES);
      Tensor t = Tensor.create(targets, 1, positions, DetectorNetwork.VALUES);
      return DetectionLoss.of(v, t).item_double();
    }
  }

  /** The values of one position: score, box 2 strides wide and high, landmarks at the anchor. */
  private static float[] position(double score) {
    float[] position = new float[DetectorNetwork.VALUES];
    position[0] = (float) score;
    position[3] = (float) Math.log(2);
    position[4] = (float) Math.log(2);
    return position;
  }

  @Test
  void teachersOwnValuesHaveZeroLoss() {
    float[] values = position(0.8);
    values[0] = (float) Math.log(0.8 / 0.2);
    assertEquals(0, loss(values, position(0.8)), 1e-6);
  }

  @Test
  void agreesWithACalculationByHand() {
    float[] values = position(0);
    values[1] = 0.5f; // a quarter of the box to the right
    values[5] = 1; // one of ten landmark values, half a box
    // Score: −ln ½ · (½ − 1)²; box 0.25; landmarks 2 · 0.5 / 10; over a sum of scores of 1.
    double expected = Math.log(2) * 0.25 + 0.25 + 0.1;
    assertEquals(expected, loss(values, position(1)), 1e-6);
  }

  @Test
  void ignoresBoxesWhereTheTeacherSeesNoFace() {
    float[] values = position(0);
    float[] far = position(0);
    values[0] = -3;
    far[0] = -3;
    far[1] = 100;
    far[7] = -40;
    assertEquals(loss(values, position(0.1)), loss(far, position(0.1)), 1e-9);
    assertTrue(loss(values, position(0.1)) > 0);
  }

  @Test
  void smallAndLargeFacesCountEqually() {
    float[] small = position(1);
    float[] large = position(1);
    large[3] = (float) Math.log(20);
    large[4] = (float) Math.log(20);
    float[] nearSmall = small.clone();
    float[] nearLarge = large.clone();
    nearSmall[1] += 0.2f;
    nearLarge[1] += 2;
    assertEquals(loss(nearSmall, small), loss(nearLarge, large), 1e-6);
  }
}
