package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TestRecipes;
import org.sezim.testing.TinyFer;

class TrainCommandTest {
  private static final int EPOCHS = 5;

  @TempDir Path folder;

  /** Starts the command in a process of its own, which can be killed. */
  private Process start(List<String> arguments) throws IOException, InterruptedException {
    return Cli.startLogged(folder.resolve("log"), arguments);
  }

  private void finish(Process process) throws Exception {
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
  }

  private List<String> train(String run) {
    return List.of(
        "train",
        "--recipe",
        folder.resolve("tiny.yaml").toString(),
        "--data",
        folder.resolve("tiny.csv").toString(),
        "--threads",
        "2",
        "--out",
        folder.resolve(run).toString());
  }

  /** Waits until an epoch is done and the next has begun. */
  private void awaitEpoch(Process process, int epoch) throws Exception {
    Path metrics = folder.resolve("killed/metrics.csv");
    while (process.isAlive()
        && (!Files.exists(metrics) || Files.readAllLines(metrics).size() <= epoch)) {
      Thread.sleep(5);
    }
    Thread.sleep(30);
  }

  @Test
  @Timeout(300)
  void killedAndResumedRunEqualsUninterruptedRun() throws Exception {
    TestRecipes.write(folder.resolve("tiny.yaml"), EPOCHS);
    TinyFer.write(folder.resolve("tiny.csv"), 1400, 140, 0, 5);
    finish(start(train("whole")));

    Process killed = start(train("killed"));
    awaitEpoch(killed, 1);
    killed.destroyForcibly();
    assertEquals(137, killed.waitFor(), "SIGKILL must have found it training");
    List<String> resume = List.of("train", "--resume", folder.resolve("killed").toString());
    Process killedAgain = start(resume);
    awaitEpoch(killedAgain, 3);
    killedAgain.destroyForcibly();
    assertEquals(137, killedAgain.waitFor(), "SIGKILL must have found it training");
    assertFalse(Files.exists(folder.resolve("killed/model.onnx")));
    finish(start(resume));

    assertTrue(Files.readString(folder.resolve("log")).contains("resuming after epoch "));
    for (String file : List.of("metrics.csv", "model.onnx", "recipe.yaml", "accuracy.svg")) {
      assertArrayEquals(
          Files.readAllBytes(folder.resolve("whole").resolve(file)),
          Files.readAllBytes(folder.resolve("killed").resolve(file)),
          file);
    }
    assertEquals(EPOCHS + 1, Files.readAllLines(folder.resolve("killed/metrics.csv")).size());
    JsonNode provenance =
        new ObjectMapper().readTree(folder.resolve("killed/provenance.json").toFile());
    assertEquals(3, provenance.get("started").size());
  }

  @Test
  @Timeout(300)
  void ctrlCLeavesAResumableRun() throws Exception {
    TestRecipes.write(folder.resolve("tiny.yaml"), 1000);
    TinyFer.write(folder.resolve("tiny.csv"), 700, 70, 0, 5);
    Process process = start(train("killed"));
    awaitEpoch(process, 2);
    Cli.send("INT", process);
    assertEquals(130, process.waitFor());
    String log = Files.readString(folder.resolve("log"));
    String last = log.strip().lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.startsWith("stopped after epoch "), log);
    assertTrue(
        last.endsWith("; continue with: ./sezim train --resume " + folder.resolve("killed")), log);
    assertTrue(Files.exists(folder.resolve("killed/checkpoint.pt")));
    assertTrue(Files.exists(folder.resolve("killed/loss.png")));
  }

  @Test
  void otherCommandsReadTheRunFolder() throws Exception {
    Path recipe = TestRecipes.write(folder.resolve("tiny.yaml"), 2);
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 140, 70, 0, 5);
    Path run = folder.resolve("run");
    Cli trained =
        Cli.run(
            "train", "--recipe", recipe, "--data", data, "--out", run, "--seed", 9, "--threads", 1);
    assertEquals(0, trained.code(), trained.err());
    assertTrue(trained.out().startsWith(run.resolve("model.onnx") + ": validation accuracy "));
    assertEquals(3, trained.errors().size(), trained.err());
    assertTrue(trained.errors().get(2).startsWith("epoch 2/2: loss "), trained.err());
    for (String file :
        List.of(
            "recipe.yaml",
            "provenance.json",
            "metrics.csv",
            "timing.csv",
            "checkpoint.pt",
            "kept.pt",
            "loss.png",
            "loss.svg",
            "accuracy.png",
            "accuracy.svg",
            "model.onnx")) {
      assertTrue(Files.size(run.resolve(file)) > 0, file);
    }
    JsonNode provenance = new ObjectMapper().readTree(run.resolve("provenance.json").toFile());
    assertEquals(9, provenance.get("seed").asInt());
    assertEquals(64, provenance.get("data").get("sha256").asText().length());
    assertEquals(140, provenance.get("data").get("faces").get("Training").asInt());

    Path model = run.resolve("model.onnx");
    Cli inspected = Cli.run("inspect", model);
    assertEquals(0, inspected.code(), inspected.err());
    assertTrue(inspected.out().startsWith("small 0.1.0\n"), inspected.out());
    assertTrue(inspected.out().contains("seed: 9\n"), inspected.out());
    JsonNode card =
        new ObjectMapper().readTree(Cli.run("inspect", model, "--format", "json").out());
    assertEquals("small 0.1.0", card.get("name").asText());
    assertEquals(7, card.get("labels").size());

    Path copy = folder.resolve("made/copy.onnx");
    assertEquals(0, Cli.run("export", run, "--out", copy).code());
    assertArrayEquals(Files.readAllBytes(model), Files.readAllBytes(copy));

    Path report = folder.resolve("report");
    Cli evaluated =
        Cli.run("evaluate", "--model", model, "--data", data, "--format", "json", "--out", report);
    assertEquals(0, evaluated.code(), evaluated.err());
    JsonNode evaluation = new ObjectMapper().readTree(evaluated.out());
    List<String> keys = new ArrayList<>();
    evaluation.fieldNames().forEachRemaining(keys::add);
    assertEquals(
        List.of(
            "split",
            "count",
            "accuracy",
            "accuracyInterval95",
            "macroF1",
            "logLoss",
            "expectedCalibrationError",
            "perClass",
            "confusionMatrix",
            "labels",
            "reliability"),
        keys);
    assertEquals("PublicTest", evaluation.get("split").asText());
    assertEquals(70, evaluation.get("count").asInt());
    assertEquals(
        card.get("metrics.accuracy").asDouble(), evaluation.get("accuracy").asDouble(), 1e-9);
    assertEquals(
        evaluation, new ObjectMapper().readTree(report.resolve("evaluation.json").toFile()));
    assertTrue(Files.size(report.resolve("confusion.png")) > 0);
    Cli table = Cli.run("evaluate", "--model", model, "--data", data, "--format", "table");
    assertTrue(table.out().startsWith("small 0.1.0 on PublicTest, 70 faces\n"), table.out());

    Cli again = Cli.run("train", "--recipe", recipe, "--data", data, "--out", run);
    assertEquals(1, again.code());
    assertTrue(again.err().contains("expected an empty folder for a new run"), again.err());
  }

  @Test
  void trainsResumesAndEvaluatesOnFerPlusVotes() throws Exception {
    Path recipe = TestRecipes.write(folder.resolve("tiny.yaml"), 2);
    Files.writeString(
        recipe,
        Files.readString(recipe) + "labels: {source: ferplus, classes: 8, mode: distribution}\n");
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 140, 70, 0, 5);
    Path votes = TinyFer.writeVotes(folder.resolve("votes.csv"), 140, 70);
    Path run = folder.resolve("run");

    Cli without = Cli.run("train", "--recipe", recipe, "--data", data, "--out", run);
    assertEquals(2, without.code());
    assertTrue(without.err().contains("expected --votes fer2013new.csv"), without.err());
    Cli trained =
        Cli.run("train", "--recipe", recipe, "--data", data, "--votes", votes, "--out", run);
    assertEquals(0, trained.code(), trained.err());
    assertTrue(trained.err().startsWith("note: FER+ votes leave out 0 of 210 rows"), trained.err());
    Path model = run.resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    JsonNode card =
        new ObjectMapper().readTree(Cli.run("inspect", model, "--format", "json").out());
    assertEquals("contempt", card.get("labels").get(7).asText());
    assertEquals(64, card.get("dataset.votes.sha256").asText().length());

    Files.delete(model);
    Cli resumed = Cli.run("train", "--resume", run);
    assertEquals(0, resumed.code(), resumed.err());
    assertArrayEquals(bytes, Files.readAllBytes(model));
    Cli evaluated =
        Cli.run("evaluate", "--model", model, "--data", data, "--votes", votes, "--format", "json");
    JsonNode evaluation = new ObjectMapper().readTree(evaluated.out());
    assertEquals(8, evaluation.get("labels").size());
    assertEquals(
        card.get("metrics.accuracy").asDouble(), evaluation.get("accuracy").asDouble(), 1e-9);
    Cli ownLabels = Cli.run("evaluate", "--model", model, "--data", data, "--format", "json");
    evaluation = new ObjectMapper().readTree(ownLabels.out());
    assertEquals(8, evaluation.get("labels").size());
    assertEquals(70, evaluation.get("count").asInt());

    Files.writeString(
        votes, Files.readString(votes).replace("Training,fer0.png", "Training,f.png"));
    Cli changed = Cli.run("train", "--resume", run);
    assertEquals(1, changed.code());
    assertTrue(changed.err().contains("expected the data that the run began with"), changed.err());
  }
}
