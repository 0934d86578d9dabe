package org.sezim.training.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTest {
  private static final float[] LOGITS = {0.3f, -1.2f, 2.5f, -0.7f, 0.0f, 1.1f};
  private static final float[] TARGETS = {0, 0, 1, 1, 0, 0};

  /** Keras's computation step by step in doubles: y = σ(z), q = y/Σy, clip, −Σ d·log q, mean. */
  private static double keras(float[] logits, float[] targets, int classes) {
    double total = 0;
    int rows = logits.length / classes;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += 1 / (1 + Math.exp(-logits[row * classes + c]));
      }
      for (int c = 0; c < classes; c++) {
        double q = 1 / (1 + Math.exp(-logits[row * classes + c])) / sum;
        q = Math.min(Math.max(q, 1e-7), 1 - 1e-7);
        total -= targets[row * classes + c] * Math.log(q);
      }
    }
    return total / rows;
  }

  private static double loss(Loss loss, OutputActivation output, float[] logits, float[] targets) {
    return loss.of(output, Tensor.create(logits, 2, 3), Tensor.create(targets, 2, 3)).item_double();
  }

  @Test
  void crossEntropyOnSigmoidAgreesWithKeras() {
    double expected = keras(LOGITS, TARGETS, 3);
    assertEquals(
        expected, loss(Loss.CROSS_ENTROPY, OutputActivation.SIGMOID, LOGITS, TARGETS), 1e-6);
  }

  @Test
  void crossEntropyAcceptsDistributionsAsTargets() {
    float[] shares = {0.2f, 0.3f, 0.5f, 0.1f, 0.9f, 0};
    assertEquals(
        keras(LOGITS, shares, 3),
        loss(Loss.CROSS_ENTROPY, OutputActivation.SIGMOID, LOGITS, shares),
        1e-6);
  }

  @Test
  void crossEntropyIsClippedAsInKeras() {
    float[] sure = {-60, 60, 60, -60, 60, 60};
    float[] wrong = {1, 0, 0, 1, 0, 0};
    assertEquals(
        -Math.log(1e-7), loss(Loss.CROSS_ENTROPY, OutputActivation.SIGMOID, sure, wrong), 1e-4);
  }

  @Test
  void crossEntropyStaysFiniteWhereAllOutputsVanish() {
    float[] vanished = {-200, -200, -200, -200, -200, -200};
    assertEquals(
        Math.log(3), loss(Loss.CROSS_ENTROPY, OutputActivation.SIGMOID, vanished, TARGETS), 1e-5);
  }

  @Test
  void crossEntropyOnSoftmaxAgreesWithTheFormula() {
    double expected = 0;
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      double truth = 0;
      for (int c = 0; c < 3; c++) {
        sum += Math.exp(LOGITS[row * 3 + c]);
        truth += TARGETS[row * 3 + c] * LOGITS[row * 3 + c];
      }
      expected += (Math.log(sum) - truth) / 2;
    }
    assertEquals(
        expected, loss(Loss.CROSS_ENTROPY, OutputActivation.SOFTMAX, LOGITS, TARGETS), 1e-6);
  }

  @Test
  void squaredErrorIsTheStudysFormula() {
    double expected = 0;
    for (int i = 0; i < 6; i++) {
      double y = 1 / (1 + Math.exp(-LOGITS[i]));
      expected += (TARGETS[i] - y) * (TARGETS[i] - y) / 2;
    }
    assertEquals(
        expected, loss(Loss.SQUARED_ERROR, OutputActivation.SIGMOID, LOGITS, TARGETS), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(OutputActivation.class)
  void probabilitiesSumToOneAndGradientsAreTheSlope(OutputActivation output) {
    Tensor log = output.logProbabilities(Tensor.create(LOGITS, 2, 3));
    Tensor sums = log.exp().sum(1);
    assertEquals(1, sums.createBuffer() instanceof java.nio.FloatBuffer b ? b.get(0) : 0, 1e-6);
    for (Loss loss : Loss.values()) {
      Tensor logits = Tensor.create(LOGITS, 2, 3);
      logits.set_requires_grad(true);
      loss.of(output, logits, Tensor.create(TARGETS, 2, 3)).backward();
      java.nio.FloatBuffer gradient = logits.grad().contiguous().createBuffer();
      for (int i = 0; i < 6; i++) {
        float step = 1e-2f;
        float[] up = LOGITS.clone();
        float[] down = LOGITS.clone();
        up[i] += step;
        down[i] -= step;
        double slope =
            (loss(loss, output, up, TARGETS) - loss(loss, output, down, TARGETS)) / (2 * step);
        assertEquals(slope, gradient.get(i), 1e-3, loss + " " + output + " " + i);
      }
      assertTrue(loss(loss, output, LOGITS, TARGETS) > 0);
    }
  }
}
