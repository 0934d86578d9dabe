package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.MadeUpFaces;
import org.sezim.testing.TinyFer;

class EvaluateCommandTest {
  @TempDir Path folder;

  /**
   * 14 faces of Training and 7 of PublicTest, then copies of two Training faces, one of them
   * slightly lighter.
   */
  private Path repeated() throws IOException {
    List<String> lines = new ArrayList<>(List.of("emotion,pixels,Usage"));
    for (int i = 0; i < 21; i++) {
      String usage = i < 14 ? "Training" : "PublicTest";
      lines.add(MadeUpFaces.row(i % 7, MadeUpFaces.face(i), usage).strip());
    }
    lines.add(lines.get(1).replace("Training", "PublicTest"));
    String[] row = lines.get(2).split(",", -1);
    String lighter =
        Arrays.stream(row[1].split(" ", -1))
            .map(gray -> String.valueOf(Integer.parseInt(gray) + 5))
            .collect(Collectors.joining(" "));
    lines.add("6," + lighter + ",PublicTest");
    return Files.write(folder.resolve("faces.csv"), lines);
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void tableHasTheRequestedFigures() throws IOException {
    Cli plain = Cli.run("evaluate", "--data", repeated(), "--format", "table");
    assertEquals(0, plain.code(), plain.err());
    assertTrue(plain.out().contains("PublicTest, 9 faces\n  accuracy  "), plain.out());
    assertFalse(plain.out().contains("ten views"));
    assertFalse(plain.out().contains("copy"));

    Cli all =
        Cli.run("evaluate", "--data", repeated(), "--tta", "--duplicates", "--format", "table");
    assertEquals(0, all.code(), all.err());
    List<String> lines = all.out().lines().toList();
    String start = "  accuracy                    ";
    assertEquals(plain.out().lines().skip(1).findFirst().orElseThrow(), lines.get(1));
    assertTrue(lines.get(1).startsWith(start));
    assertTrue(lines.get(2).startsWith("  accuracy, with mirror image "), lines.get(2));
    assertTrue(lines.get(3).startsWith("  accuracy, ten views         "), lines.get(3));
    assertTrue(lines.get(4).startsWith("  accuracy without duplicates "), lines.get(4));
    lines.subList(1, 5).forEach(line -> assertTrue(line.contains("(95 % interval "), line));
    assertEquals(
        List.of(
            "  faces with a copy               exact     near  with another label",
            "  PublicTest, in Training             1        1                   1",
            "  PublicTest, in itself               0        0                   0",
            "  Training, in itself                 0        0                   0"),
        lines.subList(lines.size() - 4, lines.size()));
  }

  @Test
  void jsonHasTheRequestedFigures() throws IOException {
    Path report = folder.resolve("report");
    Cli cli =
        Cli.run(
            "evaluate",
            "--data",
            repeated(),
            "--tta",
            "--duplicates",
            "--format",
            "json",
            "--out",
            report);
    assertEquals(0, cli.code(), cli.err());
    JsonNode json = new ObjectMapper().readTree(cli.out());
    assertEquals(List.of("mirrored", "tenViews"), keys(json.get("tta")));
    assertEquals(
        List.of(
            "count",
            "accuracy",
            "accuracyInterval95",
            "macroF1",
            "logLoss",
            "expectedCalibrationError"),
        keys(json.get("tta").get("tenViews")));
    assertEquals(1, json.get("duplicates").get("inTraining").get("near").asInt());
    assertEquals(7, json.get("duplicates").get("without").get("count").asInt());
    assertEquals(15, json.get("reliability").size());
    assertEquals(json, new ObjectMapper().readTree(report.resolve("evaluation.json").toFile()));
    for (String file :
        List.of("confusion.png", "confusion.svg", "reliability.png", "reliability.svg")) {
      assertTrue(Files.size(report.resolve(file)) > 0, file);
    }
  }

  @Test
  void duplicatesOfTrainingItself() {
    Path csv = TinyFer.write(folder.resolve("faces.csv"), 7, 0, 0, 5);
    Cli cli =
        Cli.run(
            "evaluate", "--data", csv, "--split", "training", "--duplicates", "--format", "table");
    assertEquals(0, cli.code(), cli.err());
    assertFalse(cli.out().contains("in Training"), cli.out());
    assertTrue(cli.out().contains("  Training, in itself                 0        0"), cli.out());
  }

  @Test
  void duplicatesNeedTraining() {
    Path csv = TinyFer.write(folder.resolve("faces.csv"), 0, 7, 0, 5);
    Cli cli = Cli.run("evaluate", "--data", csv, "--duplicates");
    assertEquals(1, cli.code());
    assertEquals("", cli.out());
    assertEquals(
        List.of(csv + ": expected faces in split Training, found PublicTest 7"), cli.errors());
  }
}
