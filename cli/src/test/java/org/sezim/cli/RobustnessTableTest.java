package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TinyFer;

class RobustnessTableTest {
  @TempDir Path folder;

  @Test
  void jsonAndFilesHoldEveryCondition() throws Exception {
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 7, 14, 0, 5);
    Path report = folder.resolve("report");
    Cli cli =
        Cli.run("evaluate", "--data", data, "--robustness", "--format", "json", "--out", report);
    assertEquals(0, cli.code(), cli.err());
    assertEquals("", cli.err());
    JsonNode json = new ObjectMapper().readTree(cli.out());
    assertEquals(json, new ObjectMapper().readTree(report.resolve("evaluation.json").toFile()));
    JsonNode robustness = json.get("robustness");
    assertEquals(json.get("accuracy"), robustness.get("accuracy"));
    assertEquals(8, robustness.get("corruptions").size());
    JsonNode rotation = robustness.get("corruptions").get(5);
    assertEquals("rotation", rotation.get("name").asText());
    assertEquals("degrees", rotation.get("unit").asText());
    assertEquals(20, rotation.get("strengths").get(4).get("strength").asDouble());

    List<String> csv = Files.readAllLines(report.resolve("robustness.csv"));
    assertEquals(42, csv.size());
    assertTrue(csv.get(1).startsWith("none,,,14," + json.get("accuracy").asDouble()), csv.get(1));
    for (String figure : List.of("robustness", "corruptions", "confusion")) {
      assertTrue(Files.size(report.resolve(figure + ".png")) > 0);
      assertTrue(Files.size(report.resolve(figure + ".svg")) > 0);
    }
  }

  @Test
  void tableHasOneLinePerCorruption() {
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 7, 14, 0, 5);
    Cli cli = Cli.run("evaluate", "--data", data, "--robustness", "--format", "table");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    String last = lines.get(lines.size() - 1);
    assertTrue(
        last.matches(
            "  detector jitter \\(sd, % and degrees\\)  +2: +[\\d.]+ +4: +[\\d.]+ +6: +[\\d.]+"
                + " +9: +[\\d.]+ +12: +[\\d.]+"),
        last);
    assertTrue(lines.get(lines.size() - 9).startsWith("  accuracy in % under corruptions (clean "));
    assertTrue(lines.get(lines.size() - 8).startsWith("  blur (sigma, pixels)"));
  }

  @Test
  void noRobustnessWithoutTheOption() throws Exception {
    Path data = TinyFer.write(folder.resolve("tiny.csv"), 7, 14, 0, 5);
    Path report = folder.resolve("report");
    Cli cli = Cli.run("evaluate", "--data", data, "--format", "json", "--out", report);
    assertEquals(0, cli.code(), cli.err());
    assertFalse(new ObjectMapper().readTree(cli.out()).has("robustness"));
    assertFalse(Files.exists(report.resolve("robustness.csv")));
  }
}
