package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.SezimException;
import org.sezim.dataset.DatasetOptions;
import org.sezim.dataset.FaceDataset;
import org.sezim.dataset.LabeledFaces;
import org.sezim.dataset.Split;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.emotion.EmotionScores;
import org.sezim.evaluation.Evaluator;
import org.sezim.evaluation.TtaView;
import org.sezim.face.FaceCrop;
import org.sezim.testing.TestRecipes;
import org.sezim.testing.TinyFer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.RunFolder;

class DistillationTest {
  private static final String RECIPE =
      TestRecipes.SMALL.replace("output: sigmoid", "output: softmax");

  @TempDir static Path shared;
  private static FaceDataset data;
  private static Path teacher;

  @TempDir Path folder;

  @BeforeAll
  static void makeFacesAndTeacher() {
    data = data("tiny.csv", 1);
    Trainer trainer =
        Trainer.start(
            new Trainer.Target(shared.resolve("teacher"), "test", 1),
            Recipe.parse("small.yaml", RECIPE).withEpochs(6),
            data);
    assertTrue(trainer.train(TrainingListener.NONE, () -> false));
    teacher = trainer.run().model();
  }

  private static FaceDataset data(String name, int seed) {
    Path csv = shared.resolve(name);
    TinyFer.write(csv, 350, 105, 0, seed);
    return FaceDataset.read(csv, DatasetOptions.defaults());
  }

  private static Recipe student() {
    return Recipe.parse("student.yaml", RECIPE + "distillation: 1\n");
  }

  private Trainer start(String name, Recipe recipe, FaceDataset faces, Path... from) {
    Trainer.Target target = new Trainer.Target(folder.resolve(name), "test", 1);
    return Trainer.start(target, recipe, faces, List.of(from));
  }

  @Test
  void targetsAreTheMeanOfTenViewsMixedWithTheLabels() {
    LabeledFaces faces = data.split(Split.TRAINING).first(3);
    try (PointerScope scope = new PointerScope();
        EmotionClassifier model = EmotionClassifier.load(teacher)) {
      Tensor targets = Distillation.targets(faces, List.of(teacher), 0.25, 1);
      for (int i = 0; i < faces.size(); i++) {
        FaceCrop face = faces.crop(i);
        List<EmotionScores> answers =
            TtaView.TEN.stream().map(v -> model.classify(v.of(face))).toList();
        for (int c = 0; c < faces.labels().size(); c++) {
          String label = faces.labels().get(c);
          double taught = answers.stream().mapToDouble(a -> a.score(label)).average().orElseThrow();
          double expected = 0.75 * faces.target(i)[c] + 0.25 * taught;
          assertEquals(expected, targets.select(0, i).select(0, c).item_float(), 1e-6);
        }
      }
    }
  }

  @Test
  void severalTeachersAreAveraged() {
    LabeledFaces faces = data.split(Split.TRAINING).first(3);
    Trainer other = start("other", Recipe.parse("small.yaml", RECIPE).withSeed(2), data);
    assertTrue(other.train(TrainingListener.NONE, () -> false));
    Path second = other.run().model();
    try (PointerScope scope = new PointerScope()) {
      Tensor one = Distillation.targets(faces, List.of(teacher), 1, 1);
      Tensor two = Distillation.targets(faces, List.of(second), 1, 1);
      Tensor both = Distillation.targets(faces, List.of(teacher, second), 1, 1);
      assertTrue(both.allclose(one.add(two).div(new Scalar(2))));
      assertFalse(one.allclose(two));
    }
    Trainer student = start("student", student(), data, teacher, second);
    RunFolder run = RunFolder.open(student.run().path());
    assertEquals(
        List.of(teacher.toString(), second.toString()), run.provenance().data().teachers());
    SezimException e =
        assertThrows(SezimException.class, () -> Trainer.resume(run, data, List.of(teacher)));
    assertEquals("teacher: expected 2 files, found 1", e.getMessage());
  }

  @Test
  void learnsFromTheTeacherBeyondTheLabels() {
    // All labels are equal here, so the student can learn only from its teacher.
    FaceDataset angry = FaceDataset.read(withLabel(0), DatasetOptions.defaults());
    Trainer trainer = start("run", student().withEpochs(8), angry, teacher);
    assertTrue(trainer.train(TrainingListener.NONE, () -> false));
    try (EmotionClassifier model = EmotionClassifier.load(trainer.run().model())) {
      double accuracy =
          Evaluator.evaluate(model, data.split(Split.PUBLIC_TEST), "PublicTest", "tiny").accuracy();
      assertTrue(accuracy > 0.6, String.valueOf(accuracy));
      List<String> sha256 = trainer.run().provenance().data().teacherSha256();
      assertEquals(sha256.get(0), model.card().properties().get("teacher.sha256"));
    }
  }

  private Path withLabel(int label) {
    Path file = folder.resolve("angry.csv");
    try {
      List<String> lines = Files.readAllLines(shared.resolve("tiny.csv"));
      List<String> changed =
          lines.stream().map(line -> line.replaceFirst("^\\d", String.valueOf(label))).toList();
      return Files.write(file, changed);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void resumesBitForBitAndOnlyWithTheSameTeacher() throws IOException {
    Trainer whole = start("whole", student(), data, teacher);
    assertTrue(whole.train(TrainingListener.NONE, () -> false));
    Trainer stopped = start("stopped", student(), data, teacher);
    AtomicInteger steps = new AtomicInteger();
    assertFalse(stopped.train(TrainingListener.NONE, () -> steps.incrementAndGet() >= 15));
    RunFolder run = stopped.run();
    Path moved = Files.copy(teacher, folder.resolve("moved.onnx"));
    assertTrue(Trainer.resume(run, data, List.of(moved)).train(TrainingListener.NONE, () -> false));
    assertArrayEquals(
        Files.readAllBytes(whole.run().model()), Files.readAllBytes(run.model()), "model.onnx");
    Path other = Files.write(folder.resolve("other.onnx"), new byte[] {1});
    SezimException e =
        assertThrows(SezimException.class, () -> Trainer.resume(run, data, List.of(other)));
    assertTrue(e.getMessage().contains("expected the data that the run began with"));
  }

  @Test
  void teacherNeedsDistillationAndTheLabels() {
    Recipe plain = Recipe.parse("small.yaml", RECIPE);
    assertEquals(
        "distillation: expected a teacher, found none",
        assertThrows(IllegalArgumentException.class, () -> start("none", student(), data))
            .getMessage());
    assertEquals(
        "distillation: expected more than 0, since there is a teacher, found 0",
        assertThrows(IllegalArgumentException.class, () -> start("plain", plain, data, teacher))
            .getMessage());
    SezimException e =
        assertThrows(
            SezimException.class,
            () -> Distillation.requireLabels(teacher, List.of("angry", "contempt")));
    assertTrue(
        e.getMessage().contains("expected a teacher with the labels of the data"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("none")));
  }
}
