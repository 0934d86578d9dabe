package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.FaceCrop;
import org.sezim.training.network.Flatten;
import org.sezim.training.network.Network;
import org.sezim.training.network.Normalize;
import org.sezim.training.network.Output;

class CalibratorTest {
  private static final int FACES = 4000;

  /** Labels are drawn by a network's own probabilities at temperature 1.8: that is to be found. */
  @ParameterizedTest
  @EnumSource(Output.class)
  void findsTheTemperatureThatTheLabelsWereDrawnAt(Output output) {
    Random random = new Random(3);
    byte[] pixels = new byte[FACES * FaceCrop.PIXELS];
    random.nextBytes(pixels);
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard();
        Network network = new Network(List.of(new Normalize(0, 255), new Flatten()), 3, 1)) {
      network.weights().get("dense1.weight").mul_(new Scalar(6));
      Tensor faces = Tensor.create(pixels, false, FACES, 48, 48);
      Tensor shares =
          output.logProbabilities(network.logits(faces).div(new Scalar(1.8))).exp().contiguous();
      FloatBuffer p = shares.createBuffer();
      long[] labels = new long[FACES];
      for (int i = 0; i < FACES; i++) {
        double draw = random.nextDouble();
        labels[i] = draw < p.get(3 * i) ? 0 : draw < p.get(3 * i) + p.get(3 * i + 1) ? 1 : 2;
      }
      Calibrator.Fit fit =
          Calibrator.fit(
              network,
              output,
              new TensorFaces(faces, shares, Tensor.create(labels, new long[] {FACES})));
      assertEquals(1.8, fit.temperature(), 0.15);
      assertTrue(fit.lossAfter() < fit.lossBefore(), fit.toString());
      assertEquals(FACES, fit.faces());
      assertEquals(fit.temperature(), Calibrator.Fit.temperature(fit.csv()), 1e-6);
    }
  }

  @Test
  void anotherFileIsNoFit() {
    assertThrows(IllegalArgumentException.class, () -> Calibrator.Fit.temperature("epoch\n1\n"));
  }
}
