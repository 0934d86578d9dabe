package org.sezim.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.sezim.training.network.Layer;
import org.sezim.training.network.Network;

class ReceptiveFieldTest {
  /** A unit's activation changes if and only if a pixel in its receptive field changes. */
  @Test
  void fieldContainsExactlyThePixelsThatChangeTheUnit() {
    List<Layer> layers = StudyNetwork.recipe().network();
    int last = 8; // the ReLU after the third convolution
    ReceptiveField field = ReceptiveField.of(layers.subList(0, last + 1));
    assertEquals(18, field.size());
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = new Network(layers, 7, 1)) {
      for (int unit : new int[] {0, 3, 7}) {
        int first = (int) Math.round(field.center(unit) - field.size() / 2.0);
        int end = first + field.size();
        float[] gray = activations(network, last, unit, -1);
        for (int x : new int[] {first - 1, first, end - 1, end}) {
          if (x >= 0 && x < 48) {
            float[] changed = activations(network, last, unit, x);
            if (x >= first && x < end) {
              assertNotEquals(List.of(box(gray)), List.of(box(changed)), "pixel " + x);
            } else {
              assertEquals(box(gray), box(changed), "pixel " + x);
            }
          }
        }
      }
    }
  }

  private static List<Float> box(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  /**
   * The activations of all kernels at one unit of the middle row, with one face column brighter.
   */
  private static float[] activations(Network network, int layer, int unit, int column) {
    byte[] face = new byte[48 * 48];
    for (int i = 0; i < face.length; i++) {
      face[i] = (byte) (i % 48 == column ? 255 : 100);
    }
    Tensor maps = network.activations(Tensor.create(face, false, 1, 48, 48)).get(layer);
    FloatBuffer values = maps.contiguous().createBuffer();
    float[] found = new float[128];
    for (int k = 0; k < found.length; k++) {
      found[k] = values.get((k * 8 + 4) * 8 + unit);
    }
    return found;
  }
}
