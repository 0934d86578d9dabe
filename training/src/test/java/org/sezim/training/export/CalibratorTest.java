package org.sezim.training.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibratorTest {
  private static final int FACES = 8000;
  private static final int CLASSES = 3;

  /**
   * Draws labels from probabilities, then distorts the probabilities; the fit has to find the
   * inverse.
   */
  @ParameterizedTest
  @CsvSource({"1, 0", "1.8, 0", "0.7, 0", "1, 0.1", "1.3, 0.08"})
  void recoversTheDistortionOfProbabilities(double temperature, double smoothing) {
    Random random = new Random(3);
    double[][] distorted = new double[FACES][CLASSES];
    int[] labels = new int[FACES];
    for (int i = 0; i < FACES; i++) {
      double[] truth = new double[CLASSES];
      double[] sharper = new double[CLASSES];
      double sum = 0;
      double sumOfSharper = 0;
      for (int c = 0; c < CLASSES; c++) {
        double logit = 2 * random.nextGaussian();
        truth[c] = Math.exp(logit);
        sharper[c] = Math.exp(logit * temperature);
        sum += truth[c];
        sumOfSharper += sharper[c];
      }
      double draw = random.nextDouble() * sum;
      labels[i] = draw < truth[0] ? 0 : draw < truth[0] + truth[1] ? 1 : 2;
      for (int c = 0; c < CLASSES; c++) {
        distorted[i][c] = (1 - smoothing) * sharper[c] / sumOfSharper + smoothing / CLASSES;
      }
    }
    Calibrator.Fit fit = Calibrator.fit(distorted, labels);
    assertEquals(temperature, fit.calibration().temperature(), 0.1, fit.toString());
    assertEquals(smoothing, fit.calibration().smoothing(), 0.02, fit.toString());
    assertTrue(fit.lossAfter() <= fit.lossBefore(), fit.toString());
    assertEquals(FACES, fit.faces());
    Calibration read =
        Calibrator.Fit.TABLE.parse(Calibrator.Fit.TABLE.format(List.of(fit))).get(0).calibration();
    assertEquals(fit.calibration().temperature(), read.temperature(), 1e-6);
    assertEquals(fit.calibration().smoothing(), read.smoothing(), 1e-6);
  }

  @Test
  void rejectsOtherColumns() {
    assertThrows(IllegalArgumentException.class, () -> Calibrator.Fit.TABLE.parse("epoch\n1\n"));
  }
}
