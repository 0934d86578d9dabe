package org.sezim.training.detector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.sezim.internal.onnx.FaceModel;
import org.sezim.training.export.OnnxExporter;
import org.sezim.training.recipe.DetectorRecipe;

class DetectorNetworkTest {
  static final DetectorRecipe.Layout SMALL =
      new DetectorRecipe.Layout(List.of(4, 6, 8, 10, 12), List.of(0, 1, 2, 0, 1), 8);

  private static final int SIDE = 96;

  /** Changes the running means from their initial values, so that folding has to use them. */
  private static void train(DetectorNetwork network, Random random) {
    for (int i = 0; i < 20; i++) {
      try (PointerScope scope = new PointerScope()) {
        byte[] bgr = new byte[SIDE * SIDE * 3];
        random.nextBytes(bgr);
        network.values(DetectorDataLoader.tensor(bgr, SIDE), true);
      }
    }
  }

  @Test
  void onnxRuntimeAgreesWithLibtorch() {
    Random random = new Random(1);
    try (PointerScope scope = new PointerScope();
        DetectorNetwork network = new DetectorNetwork(SMALL, 5)) {
      train(network, random);
      byte[] bgr = new byte[SIDE * SIDE * 3];
      random.nextBytes(bgr);
      float[] expected;
      try (NoGradGuard noGrad = new NoGradGuard()) {
        Tensor values = network.values(DetectorDataLoader.tensor(bgr, SIDE), false).contiguous();
        expected = new float[(int) values.numel()];
        FloatBuffer buffer = values.createBuffer();
        buffer.get(expected);
      }
      FloatBuffer pixels =
          ByteBuffer.allocateDirect(4 * bgr.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
      for (int i = 0; i < SIDE * SIDE; i++) {
        for (int c = 0; c < 3; c++) {
          pixels.put(c * SIDE * SIDE + i, bgr[3 * i + c] & 0xff);
        }
      }
      byte[] onnx = OnnxExporter.export(network, Map.of("name", "small"));
      try (FaceModel model = FaceModel.load("small", onnx, 1)) {
        int position = 0;
        for (FaceModel.Head head : model.run(pixels, SIDE, SIDE)) {
          for (int i = 0; i < head.columns() * head.rows(); i++, position++) {
            int from = position * DetectorNetwork.VALUES;
            double score = 1 / (1 + Math.exp(-expected[from]));
            assertEquals(score, head.classes().get(i), 1e-5);
            assertEquals(score, head.objects().get(i), 1e-5);
            for (int b = 0; b < 4; b++) {
              assertEquals(expected[from + 1 + b], head.boxes().get(4 * i + b), 1e-4);
            }
            for (int k = 0; k < 10; k++) {
              assertEquals(expected[from + 5 + k], head.landmarks().get(10 * i + k), 1e-4);
            }
          }
        }
        assertEquals(expected.length, position * DetectorNetwork.VALUES);
      }
    }
  }

  @Test
  void sameSeedGivesSameFile() {
    try (DetectorNetwork a = new DetectorNetwork(SMALL, 5);
        DetectorNetwork b = new DetectorNetwork(SMALL, 5)) {
      assertArrayEquals(OnnxExporter.export(a, Map.of()), OnnxExporter.export(b, Map.of()));
    }
  }
}
