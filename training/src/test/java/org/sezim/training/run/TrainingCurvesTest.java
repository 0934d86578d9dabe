package org.sezim.training.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.testing.WrittenChart;

class TrainingCurvesTest {
  private static final int TRAINING = 0x0072B2;
  private static final int VALIDATION = 0xD55E00;

  @TempDir Path folder;

  private static EpochMetrics epoch(
      double trainingLoss, double validationLoss, double trainingAccuracy, double validation) {
    return new EpochMetrics(1, trainingLoss, trainingAccuracy, validationLoss, validation);
  }

  private static List<EpochMetrics> epochs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                epoch(
                    1.8 * Math.exp(-i / 15.0),
                    1.2 + 0.5 * Math.exp(-i / 4.0) + 0.01 * i,
                    0.95 - 0.65 * Math.exp(-i / 12.0),
                    0.6 - 0.3 * Math.exp(-i / 5.0)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 50})
  void drawsAnyNumberOfEpochs(int count) throws Exception {
    Path missing = folder.resolve("runs/first");
    TrainingCurves.write(missing, epochs(count));
    for (String name : List.of("loss", "accuracy")) {
      BufferedImage image = WrittenChart.png(missing.resolve(name + ".png"));
      assertEquals(480, image.getWidth());
      assertEquals(
          image.getHeight() + "px",
          WrittenChart.svg(missing.resolve(name + ".svg")).getAttribute("height"));
      assertTrue(WrittenChart.has(image, TRAINING), name + " shows the training");
      assertTrue(WrittenChart.has(image, VALIDATION), name + " shows the validation");
    }
    String loss = WrittenChart.svg(missing.resolve("loss.svg")).getTextContent();
    assertTrue(loss.contains("Training and validation loss"), loss);
    assertTrue(loss.contains("Training loss, Validation loss"), loss);
    String accuracy = WrittenChart.svg(missing.resolve("accuracy.svg")).getTextContent();
    assertTrue(accuracy.contains("Model accuracy"), accuracy);
    assertTrue(accuracy.contains("Training, Validation"), accuracy);
  }

  @Test
  void trainingLossIsOneDotPerEpoch() throws Exception {
    TrainingCurves.write(folder, epochs(30));
    // One more in the legend.
    assertEquals(
        31,
        WrittenChart.svg(folder.resolve("loss.svg")).getElementsByTagName("ellipse").getLength());
    assertEquals(
        0,
        WrittenChart.svg(folder.resolve("accuracy.svg"))
            .getElementsByTagName("ellipse")
            .getLength());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE})
  void skipsValuesThatCannotBeDrawn(double value) throws Exception {
    List<EpochMetrics> diverged =
        List.of(
            epoch(1.8, 1.7, 0.3, 0.3),
            epoch(value, value, value, value),
            epoch(1.5, 1.6, 0.4, 0.4));
    TrainingCurves.write(folder, diverged);
    // Two epochs on both curves and one dot in the legend: a point between gaps has no line.
    assertEquals(
        5,
        WrittenChart.svg(folder.resolve("loss.svg")).getElementsByTagName("ellipse").getLength());
    TrainingCurves.write(folder, List.of(epoch(value, value, value, value)));
    WrittenChart.png(folder.resolve("loss.png"));
    WrittenChart.png(folder.resolve("accuracy.png"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3, 1e9, 1e30, 1e-30})
  void drawsConstantValues(double value) throws Exception {
    TrainingCurves.write(folder, List.of(epoch(value, value, 1, 1), epoch(value, 0, 0, 1)));
    WrittenChart.png(folder.resolve("loss.png"));
    WrittenChart.png(folder.resolve("accuracy.png"));
  }

  @Test
  void sameEpochsGiveSameBytes() throws Exception {
    Path again = folder.resolve("again");
    TrainingCurves.write(folder, epochs(12));
    TrainingCurves.write(again, epochs(12));
    for (String name : List.of("loss.png", "loss.svg", "accuracy.png", "accuracy.svg")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
    }
  }

  @Test
  void rejectsNoEpochs() {
    assertThrows(IllegalArgumentException.class, () -> TrainingCurves.write(folder, List.of()));
  }
}
