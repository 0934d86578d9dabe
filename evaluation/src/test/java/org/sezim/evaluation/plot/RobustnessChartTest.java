package org.sezim.evaluation.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Split;
import org.sezim.evaluation.Corruption;
import org.sezim.evaluation.Evaluation;
import org.sezim.evaluation.Robustness;
import org.sezim.testing.TinyFer;
import org.sezim.testing.WrittenChart;
import org.w3c.dom.Element;

class RobustnessChartTest {
  @TempDir Path folder;

  @Test
  void onePanelPerCorruptionAndOneFacePerStrength() throws Exception {
    Path csv = folder.resolve("tiny.csv");
    TinyFer.write(csv, 0, 7, 0, 3);
    float[][] right = new float[100][];
    for (int i = 0; i < 100; i++) {
      right[i] = i < 61 ? new float[] {1, 0} : new float[] {0, 1};
    }
    Evaluation evaluation = Evaluation.of("s", List.of("a", "b"), new int[100], right);
    Robustness robustness =
        Robustness.measure(
            FaceDataset.read(csv, DatasetOptions.defaults()).require(Split.PUBLIC_TEST),
            faces -> evaluation);
    RobustnessChart.write(folder, "tiny on PublicTest", robustness);
    Element svg = WrittenChart.svg(folder.resolve("robustness.svg"));
    WrittenChart.png(folder.resolve("robustness.png"));
    List<String> texts = WrittenChart.texts(svg);
    assertTrue(texts.contains("tiny on PublicTest"), texts.toString());
    assertTrue(texts.contains("clean, 61.0 %"), texts.toString());
    for (Corruption corruption : Corruption.values()) {
      assertTrue(texts.contains(corruption.label()), texts.toString());
      assertTrue(texts.contains(corruption.unit()), texts.toString());
    }
    assertEquals(40, WrittenChart.count(svg, "ellipse"));
    Element faces = WrittenChart.svg(folder.resolve("corruptions.svg"));
    WrittenChart.png(folder.resolve("corruptions.png"));
    assertEquals(48, WrittenChart.count(faces, "image"));
  }
}
