package org.sezim.evaluation.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class ConfusionChartTest {
  private static final List<String> LABELS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral", "contempt");

  @TempDir Path folder;

  private static int[][] matrix(int classes) {
    int[][] matrix = new int[classes][classes];
    for (int row = 0; row < classes; row++) {
      for (int column = 0; column < classes; column++) {
        matrix[row][column] = row == column ? 700 + row : 10 * row + column;
      }
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8})
  void drawsEveryCell(int classes) throws Exception {
    List<String> labels = LABELS.subList(0, classes);
    int[][] matrix = matrix(classes);
    ConfusionChart.of("PublicTest <raw> & more", labels, matrix).write(folder, "confusion");
    Element svg = WrittenChart.svgLikePng(folder, "confusion");
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(texts.contains("PublicTest <raw> & more"), texts.toString());
    assertTrue(texts.containsAll(List.of("Truth", "Predicted")), texts.toString());
    assertTrue(texts.containsAll(labels), texts.toString());
    // Title, two axes, each label on both axes, two lines per cell.
    assertEquals(3 + 2 * classes + 2 * classes * classes, texts.size());
  }

  @Test
  void cellsShowCountAndPercentageOfTheRow() throws Exception {
    int[][] matrix = {{3, 1}, {0, 0}};
    ConfusionChart.of("t", List.of("a", "b"), matrix).write(folder, "confusion");
    List<String> texts = WrittenChart.texts(WrittenChart.svg(folder.resolve("confusion.svg")));
    assertEquals(
        List.of("3", "75.0 %", "1", "25.0 %", "0", "–", "0", "–"),
        texts.stream().filter(text -> text.matches("\\d+|[\\d.]+ %|–")).toList());
  }

  @Test
  void growsWithLongLabels() throws Exception {
    List<String> labels = List.of("a label that is longer than most of them", "b");
    ConfusionChart.of("t", labels, matrix(2)).write(folder, "confusion");
    int width = WrittenChart.png(folder.resolve("confusion.png")).getWidth();
    assertTrue(width > 600, "found " + width);
  }

  @Test
  void sameMatrixGivesSameBytes() throws Exception {
    Path again = folder.resolve("again");
    ConfusionChart.of("t", LABELS, matrix(8)).write(folder, "confusion");
    ConfusionChart.of("t", LABELS, matrix(8)).write(again, "confusion");
    for (String name : List.of("confusion.png", "confusion.svg")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve(name)), Files.readAllBytes(again.resolve(name)), name);
    }
  }

  @Test
  void badMatricesAreRejected() {
    List<String> labels = List.of("a", "b");
    rejected(List.of(), new int[0][]);
    rejected(labels, new int[][] {{1, 2}});
    rejected(labels, new int[][] {{1, 2}, {3}});
    rejected(labels, new int[][] {{1, 2}, {3, -1}});
  }

  private void rejected(List<String> labels, int[][] matrix) {
    assertThrows(IllegalArgumentException.class, () -> ConfusionChart.of("t", labels, matrix));
  }
}
