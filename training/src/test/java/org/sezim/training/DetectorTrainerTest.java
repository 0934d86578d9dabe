package org.sezim.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.face.FaceDetector;
import org.sezim.image.Photo;
import org.sezim.training.detector.DetectorNetwork;
import org.sezim.training.export.DetectorExport;
import org.sezim.training.export.OnnxExporter;
import org.sezim.training.recipe.DetectorRecipe;
import org.sezim.training.recipe.Optimizer;
import org.sezim.training.recipe.Recipe;
import org.sezim.training.run.DetectorMetrics;
import org.sezim.training.run.RunFolder;

class DetectorTrainerTest {
  private static final DetectorRecipe.Layout SMALL =
      new DetectorRecipe.Layout(List.of(4, 6, 8, 10, 12), List.of(0, 1, 1, 0, 0), 8);

  @TempDir Path folder;

  private Path data;
  private Path teacher;

  /** Photos of colored ovals, and an untrained network as the teacher. */
  @BeforeEach
  void makeData() throws IOException {
    data = folder.resolve("photos");
    Random random = new Random(3);
    for (String name : List.of("portraits", "scenes")) {
      Files.createDirectories(data.resolve(name));
      for (int i = 0; i < 24; i++) {
        BufferedImage image = new BufferedImage(90, 70 + i, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(random.nextInt(1 << 24)));
        g.fillOval(random.nextInt(40), random.nextInt(40), 30, 40);
        g.dispose();
        ImageIO.write(image, "png", data.resolve(name + "/photo_" + i + ".png").toFile());
      }
    }
    teacher = folder.resolve("teacher.onnx");
    try (DetectorNetwork network = new DetectorNetwork(SMALL, 11)) {
      Files.write(teacher, OnnxExporter.export(network, Map.of()));
    }
  }

  private static DetectorRecipe recipe() {
    return new DetectorRecipe(
        DetectorRecipe.KIND,
        "small",
        List.of("portraits", "scenes"),
        SMALL,
        64,
        new Optimizer(Optimizer.Name.ADAM, 0.003),
        4,
        3,
        40,
        8,
        7,
        Recipe.Precision.FLOAT32);
  }

  private DetectorTrainer start(String name) {
    Trainer.Target target = new Trainer.Target(folder.resolve(name), "test", 1);
    return DetectorTrainer.start(target, recipe(), data, teacher);
  }

  @Test
  void learnsFromTheTeacher() {
    DetectorTrainer trainer = start("run");
    assertTrue(trainer.train(TrainingListener.NONE, () -> false));
    List<DetectorMetrics> metrics = trainer.run().detectorMetrics();
    assertEquals(3, metrics.size());
    assertTrue(
        metrics.get(2).loss() < metrics.get(0).loss(),
        "expected the loss to fall, found " + metrics);
    assertEquals(List.of("portraits", "scenes"), List.copyOf(metrics.get(2).agreement().keySet()));
  }

  @Test
  void resumedRunEqualsUninterruptedRun() throws IOException {
    DetectorTrainer whole = start("whole");
    whole.train(TrainingListener.NONE, () -> false);
    DetectorTrainer stopped = start("stopped");
    AtomicInteger steps = new AtomicInteger();
    assertFalse(stopped.train(TrainingListener.NONE, () -> steps.incrementAndGet() >= 8));
    RunFolder run = RunFolder.open(stopped.run().path());
    assertEquals(1, run.detectorMetrics().size());
    List<Integer> begun = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void start(int epochsDone, int epochs, int images) {
            begun.add(epochsDone);
          }
        };
    assertTrue(DetectorTrainer.resume(run, data, teacher).train(listener, () -> false));
    assertEquals(List.of(1), begun);
    for (String name : List.of("metrics.csv", "model.onnx")) {
      assertArrayEquals(
          Files.readAllBytes(whole.run().path().resolve(name)),
          Files.readAllBytes(run.path().resolve(name)),
          name);
    }
    assertArrayEquals(Files.readAllBytes(run.model()), DetectorExport.export(run));
  }

  @Test
  void modelIsAFaceDetectorWithProvenance() {
    DetectorTrainer trainer = start("run");
    trainer.train(TrainingListener.NONE, () -> false);
    try (FaceDetector detector = FaceDetector.load(trainer.run().model(), 1)) {
      assertEquals("small " + Sezim.version(), detector.card().name());
      assertTrue(detector.card().properties().containsKey("teacher.sha256"));
      Photo photo = Photo.of(new BufferedImage(100, 80, BufferedImage.TYPE_INT_RGB));
      detector.detect(photo).forEach(face -> assertTrue(face.confidence() >= 0.6));
    }
  }

  @Test
  void rejectsAnotherTeacher() throws IOException {
    DetectorTrainer stopped = start("run");
    stopped.train(TrainingListener.NONE, () -> true);
    Path other = folder.resolve("other.onnx");
    try (DetectorNetwork network = new DetectorNetwork(SMALL, 12)) {
      Files.write(other, OnnxExporter.export(network, Map.of()));
    }
    RunFolder run = RunFolder.open(stopped.run().path());
    SezimException e =
        assertThrows(SezimException.class, () -> DetectorTrainer.resume(run, data, other));
    assertTrue(e.getMessage().startsWith(other + ": expected the data that the run began with"));
  }

  @Test
  void rejectsFoldersWithTooFewPhotos() throws IOException {
    Path few = folder.resolve("few");
    Files.createDirectories(few.resolve("portraits"));
    Files.createDirectories(few.resolve("scenes"));
    Trainer.Target target = new Trainer.Target(folder.resolve("run"), "test", 1);
    SezimException e =
        assertThrows(
            SezimException.class, () -> DetectorTrainer.start(target, recipe(), few, teacher));
    assertEquals(
        few.resolve("portraits")
            + ": expected photos to train on and some to hold out (two in nine, by name),"
            + " found 0",
        e.getMessage());
    assertFalse(Files.exists(folder.resolve("run")));
  }
}
