package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.face.FaceDetector;
import org.sezim.testing.TestRecipes;

class TrainDetectorTest {
  @TempDir Path folder;

  private Path recipe;
  private Path data;
  private Path teacher;

  /** A tiny recipe, plain photos, and the bundled detector as the teacher. */
  @BeforeEach
  void makeData() throws IOException {
    recipe = folder.resolve("tiny.yaml");
    Files.writeString(
        recipe,
        """
        kind: face-detector
        name: tiny-face
        folders: [some]
        network: {widths: [4, 4, 4, 4, 4], blocks: [0, 0, 1, 0, 0], neck: 4}
        image-size: 64
        optimizer: {name: adam, learning-rate: 0.003}
        warmup-steps: 2
        epochs: 2
        images-per-epoch: 16
        batch: 8
        seed: 1
        """);
    data = folder.resolve("photos");
    Files.createDirectories(data.resolve("some"));
    for (int i = 0; i < 20; i++) {
      BufferedImage image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", data.resolve("some/" + i + ".png").toFile());
    }
    teacher = folder.resolve("teacher.onnx");
    try (InputStream in = FaceDetector.class.getResourceAsStream("models/face-detector.onnx")) {
      Files.copy(in, teacher);
    }
  }

  private Cli train(Object... more) {
    Object[] all = new Object[7 + more.length];
    List<Object> first =
        List.of(
            "train", "--recipe", recipe, "--data", data, "--out", folder.resolve("run").toString());
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 7 ? first.get(i) : more[i - 7];
    }
    return Cli.run(all);
  }

  @Test
  void trainsExportsAndReportsAgreement() throws IOException {
    Cli trained = train("--teacher", teacher, "--epochs", "1");
    assertEquals(0, trained.code(), trained.err());
    Path model = folder.resolve("run/model.onnx");
    List<String> lines = trained.out().lines().toList();
    assertEquals(model + ": agreement with the teacher on held-out photos", lines.get(0));
    assertTrue(
        lines
            .get(1)
            .matches("  some: recall [01]\\.\\d{4}, precision [01]\\.\\d{4}, landmarks \\d\\.\\d+"),
        lines.get(1));
    assertTrue(
        trained.errors().stream().anyMatch(line -> line.startsWith("epoch 1/1: loss ")),
        trained.err());
    Cli exported = Cli.run("export", folder.resolve("run"), "--out", folder.resolve("again.onnx"));
    assertEquals(0, exported.code(), exported.err());
    assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(folder.resolve("again.onnx")));
  }

  @Test
  void resumeOfAFinishedRunHasNothingLeftToDo() {
    assertEquals(0, train("--teacher", teacher).code());
    Cli resumed = Cli.run("train", "--resume", folder.resolve("run"));
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("resuming after epoch 2 of 2"), resumed.err());
  }

  @Test
  void wrongUsageIsOneLine() throws IOException {
    assertUsage(
        "a face detector is distilled from a teacher: expected one --teacher FILE, found 0",
        train());
    assertUsage(
        "the recipe trains a face detector: expected no --votes, --skip-bad-rows or --held-out",
        train("--teacher", teacher, "--held-out", "0.1"));
    recipe = TestRecipes.write(folder.resolve("emotions.yaml"), 1);
    assertUsage(
        "the recipe uses no distillation: expected no --teacher", train("--teacher", teacher));
    Files.writeString(recipe, Files.readString(recipe) + "distillation: 0.5\n");
    assertUsage("the recipe uses distillation: expected --teacher FILE", train());
  }

  private static void assertUsage(String message, Cli result) {
    assertEquals(2, result.code());
    assertEquals(message, result.errors().get(0));
  }
}
