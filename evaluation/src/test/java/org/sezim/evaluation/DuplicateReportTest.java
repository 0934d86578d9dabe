package org.sezim.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.Split;
import org.sezim.testing.MadeUpFaces;

class DuplicateReportTest {
  private static final byte[] ONE = MadeUpFaces.face(1);
  private static final byte[] TWO = MadeUpFaces.face(2);

  @TempDir Path folder;

  private FaceDataset data(String... rows) throws IOException {
    Path csv = folder.resolve("faces.csv");
    Files.writeString(csv, "emotion,pixels,Usage\n" + String.join("", rows));
    return FaceDataset.read(csv, DatasetOptions.defaults());
  }

  /** A model that always says angry. */
  private static Predictions angry(int... truth) {
    float[][] p = new float[truth.length][];
    for (int i = 0; i < p.length; i++) {
      p[i] = new float[] {1, 0, 0, 0, 0, 0, 0};
    }
    return new Predictions(
        List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"), truth, p);
  }

  @Test
  void splitAgainstTraining() throws IOException {
    FaceDataset data =
        data(
            MadeUpFaces.row(0, ONE, "Training"),
            MadeUpFaces.row(3, ONE, "Training"),
            MadeUpFaces.row(0, TWO, "Training"),
            MadeUpFaces.row(0, ONE, "PublicTest"),
            MadeUpFaces.row(0, MadeUpFaces.copied(TWO), "PublicTest"),
            MadeUpFaces.row(0, MadeUpFaces.face(3), "PublicTest"),
            MadeUpFaces.row(4, MadeUpFaces.face(4), "PublicTest"));
    DuplicateReport report = DuplicateReport.of(data, Split.PUBLIC_TEST, angry(0, 0, 0, 4));
    Map<String, Object> map = report.toMap();
    assertEquals(
        List.of("inTraining", "withinSplit", "withinTraining", "without"),
        List.copyOf(map.keySet()));
    assertEquals(Map.of("exact", 1, "near", 1, "otherLabel", 1), map.get("inTraining"));
    assertEquals(Map.of("exact", 0, "near", 0, "otherLabel", 0), map.get("withinSplit"));
    assertEquals(Map.of("exact", 2, "near", 0, "otherLabel", 2), map.get("withinTraining"));
    Evaluation without = report.without().orElseThrow();
    assertEquals(2, without.count());
    assertEquals(0.5, without.accuracy());
    assertEquals(without.summary(), map.get("without"));
  }

  @Test
  void trainingItself() throws IOException {
    FaceDataset data =
        data(
            MadeUpFaces.row(0, ONE, "Training"),
            MadeUpFaces.row(0, ONE, "Training"),
            MadeUpFaces.row(0, TWO, "Training"));
    DuplicateReport report = DuplicateReport.of(data, Split.TRAINING, angry(0, 0, 0));
    assertSame(report.withinTraining(), report.inTraining());
    assertEquals(1, report.without().orElseThrow().count());
  }

  @Test
  void noEvaluationIfAllFacesAreCopies() throws IOException {
    FaceDataset data =
        data(MadeUpFaces.row(0, ONE, "Training"), MadeUpFaces.row(0, ONE, "PrivateTest"));
    DuplicateReport report = DuplicateReport.of(data, Split.PRIVATE_TEST, angry(0));
    assertEquals(Optional.empty(), report.without());
    assertNull(report.toMap().get("without"));
  }

  @Test
  void requiresTrainingAndAllPredictions() throws IOException {
    FaceDataset data = data(MadeUpFaces.row(0, ONE, "PublicTest"));
    assertThrows(SezimException.class, () -> DuplicateReport.of(data, Split.PUBLIC_TEST, angry(0)));
    FaceDataset more = data(MadeUpFaces.row(0, ONE, "Training"));
    assertThrows(
        IllegalArgumentException.class,
        () -> DuplicateReport.of(more, Split.TRAINING, angry(0, 0)));
  }
}
