package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TestRecipes;
import org.sezim.testing.TinyFer;
import org.sezim.training.export.OnnxExporter;
import org.sezim.training.network.Flatten;
import org.sezim.training.network.Network;
import org.sezim.training.network.OutputActivation;

/** Every bad input: one line that says place, rule and value; the designed exit code; no trace. */
class HostileInputTest {
  @TempDir Path folder;

  private static void assertOneLine(Cli cli, int code, String expected) {
    assertEquals(code, cli.code(), cli.toString());
    assertEquals(1, cli.errors().size(), cli.err());
    assertTrue(cli.errors().get(0).contains(expected), cli.err());
    assertFalse(cli.err().contains("\tat "), cli.err());
    assertEquals("", cli.out());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Cli evaluate(Path data) {
    return Cli.run("evaluate", "--data", data);
  }

  private static String row(int pixels, String first, String emotion) {
    return emotion + "," + first + " 7".repeat(pixels - 1) + ",PublicTest\n";
  }

  @Test
  void truncatedGzip() throws IOException {
    byte[] csv = Files.readAllBytes(TinyFer.write(folder.resolve("whole.csv"), 7, 7, 0, 5));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(csv);
    }
    Path file = folder.resolve("fer2013.csv.gz");
    Files.write(file, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2));
    assertOneLine(evaluate(file), 1, file + ": damaged gzip");
  }

  @Test
  void pixelsMissing() throws IOException {
    Path file =
        write("fer.csv", "emotion,pixels,Usage\n" + row(2304, "7", "0") + row(2303, "7", "1"));
    assertOneLine(evaluate(file), 1, file + ":3: pixels: expected 2304 values (48×48), found 2303");
  }

  @Test
  void pixelTooBright() throws IOException {
    Path file = write("fer.csv", "emotion,pixels,Usage\n" + row(2304, "256", "0"));
    assertOneLine(evaluate(file), 1, file + ":2: pixels: expected values in 0–255, found 256");
  }

  @Test
  void unknownLabel() throws IOException {
    Path file = write("fer.csv", "emotion,pixels,Usage\n" + row(2304, "7", "bored"));
    assertOneLine(evaluate(file), 1, file + ":2: emotion: expected 0–6");
  }

  @Test
  void badRowsCanBeSkippedAndAreListed() throws IOException {
    String rows = row(2304, "7", "0") + row(2303, "7", "1") + row(2304, "256", "2");
    Path file = write("fer.csv", "emotion,pixels,Usage\n" + rows);
    Cli cli = Cli.run("evaluate", "--data", file, "--skip-bad-rows", "--format", "json");
    assertEquals(0, cli.code(), cli.err());
    assertEquals(3, cli.errors().size(), cli.err());
    assertTrue(cli.errors().get(0).startsWith("skipped " + file + ":3: pixels: expected 2304"));
    assertTrue(cli.errors().get(1).startsWith("skipped " + file + ":4: pixels: expected values"));
    assertEquals("skipped 2 bad rows of " + file, cli.errors().get(2));
    assertTrue(cli.out().contains("\"count\" : 1"), cli.out());
  }

  @Test
  void emptyFile() throws IOException {
    Path file = write("fer2013.csv", "");
    assertOneLine(evaluate(file), 1, file + ": empty file");
    Path photo = write("empty.jpg", "");
    Cli cli = Cli.run("recognize", photo, "--format", "table");
    assertOneLine(cli, 1, photo + ": not an image (found an empty file)");
  }

  @Test
  void directoryWithoutClasses() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("nothing"));
    assertOneLine(evaluate(empty), 1, empty + ": ");
    Cli cli = Cli.run("recognize", empty, "--format", "table");
    assertOneLine(cli, 1, empty + ": no photos or videos in this folder");
  }

  @Test
  void onnxOfAnotherShape() throws IOException {
    Path model = folder.resolve("other.onnx");
    try (Network network = new Network(java.util.List.of(new Flatten()), 3, 1)) {
      byte[] bytes =
          new OnnxExporter(
                  network,
                  OutputActivation.SOFTMAX,
                  org.sezim.training.onnx.WeightFormat.FLOAT32,
                  java.util.List.of("a", "b", "c"))
              .model(org.sezim.training.export.Calibration.NONE);
      // Another name for the input, of the same length: no longer what the contract asks for.
      String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
      Files.write(
          model,
          text.replace("pixels", "images").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    assertOneLine(
        Cli.run("inspect", model),
        1,
        model
            + ": not an emotion model: expected an input named pixels, found images uint8"
            + " [N,48,48]");
    Cli cli = Cli.run("recognize", "../samples", "--model", model);
    assertOneLine(cli, 1, model + ": not an emotion model");
  }

  @Test
  void textNamedJpgDoesNotStopTheOthers() throws IOException {
    Path text = write("party.jpg", "Not a photo.");
    Cli cli = Cli.run("recognize", text, "../samples/happy.png", "--format", "jsonl");
    assertEquals(1, cli.code());
    assertEquals(text + ": not an image (found text/plain)", cli.err().strip());
    assertEquals(2, cli.out().lines().count(), cli.out());
    assertTrue(cli.out().contains("\"error\":\"not an image (found text/plain)\""), cli.out());
    assertTrue(cli.out().contains("\"emotion\":\"happy\""), cli.out());
  }

  @Test
  void noSuchFileAndNoModel() throws IOException {
    Path none = folder.resolve("none.png");
    assertOneLine(Cli.run("recognize", none, "--format", "table"), 1, none + ": no such file");
    Path text = write("model.onnx", "Not a model.");
    assertOneLine(Cli.run("inspect", text), 1, text + ": not an ONNX model");
  }

  @Test
  void recipeThatBreaksARule() throws IOException {
    Path recipe = TestRecipes.write(folder.resolve("r.yaml"), 0);
    Path data = TinyFer.write(folder.resolve("d.csv"), 7, 7, 0, 5);
    Cli cli = Cli.run("train", "--recipe", recipe, "--data", data, "--out", folder.resolve("run"));
    assertOneLine(cli, 1, "epochs: expected at least 1, found 0");
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void splitMissingFromTheData() {
    Path data = TinyFer.write(folder.resolve("d.csv"), 7, 7, 0, 5);
    assertOneLine(
        Cli.run("evaluate", "--data", data, "--split", "PrivateTest"),
        1,
        data + ": expected faces in split PrivateTest, found Training 7, PublicTest 7");
  }

  @Test
  void verboseAddsTheStackTrace() {
    Cli cli = Cli.run("recognize", folder.resolve("none.png"), "--verbose", "--format", "table");
    assertEquals(1, cli.code());
    assertTrue(cli.err().contains("\tat "), cli.err());
  }

  @Test
  void wrongUsageExitsWithTwo() {
    for (Object[] words :
        new Object[][] {
          {"recognize"},
          {"recognise", "x.png"},
          {"evaluate"},
          {"train"},
          {"train", "--resume", "x", "--epochs", "3"},
          {"evaluate", "--data", "x.csv", "--split", "Private"},
          {"recognize", "x.png", "--format", "xml"},
          {"recognize", "x.png", "--min-score", "high"},
        }) {
      Cli cli = Cli.run(words);
      assertEquals(2, cli.code(), Arrays.toString(words) + cli.err());
      assertEquals("", cli.out());
      assertTrue(cli.err().contains("--help"), cli.err());
      assertFalse(cli.err().contains("\tat "), cli.err());
    }
  }
}
