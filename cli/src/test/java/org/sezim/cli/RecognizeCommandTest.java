package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognizeCommandTest {
  private static final List<String> EMOTIONS =
      List.of("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral");

  @TempDir Path folder;

  @Test
  void tableNamesEverySample() {
    Cli cli = Cli.run("recognize", "../samples", "--format", "table");
    assertEquals(0, cli.code(), cli.err());
    List<String> lines = cli.out().lines().toList();
    assertEquals(8, lines.size(), cli.out());
    assertTrue(lines.get(0).startsWith("PICTURE "));
    for (String line : lines.subList(1, 8)) {
      String[] words = line.split("\\s+", 3);
      assertEquals("../samples/" + words[1] + ".png", words[0]);
    }
    assertEquals("", cli.err());
  }

  @Test
  void jsonIsTheDesigns() throws IOException {
    Cli cli = Cli.run("recognize", "../samples/sad.png", "../samples/fear.png", "--format", "json");
    JsonNode results = new ObjectMapper().readTree(cli.out());
    assertEquals(2, results.size());
    JsonNode first = results.get(0);
    List<String> keys = new ArrayList<>();
    first.fieldNames().forEachRemaining(keys::add);
    assertEquals(List.of("source", "width", "height", "model", "faces"), keys);
    assertEquals("../samples/sad.png", first.get("source").asText());
    assertEquals(48, first.get("width").asInt());
    JsonNode face = first.get("faces").get(0);
    assertEquals("{\"x\":0,\"y\":0,\"width\":48,\"height\":48}", face.get("box").toString());
    assertEquals("sad", face.get("emotion").asText());
    List<String> emotions = new ArrayList<>();
    face.get("emotions").fieldNames().forEachRemaining(emotions::add);
    assertEquals(EMOTIONS, emotions);
    double sum = 0;
    for (String emotion : EMOTIONS) {
      double p = face.get("emotions").get(emotion).asDouble();
      assertTrue(p > 0 && p <= face.get("score").asDouble());
      sum += p;
    }
    assertEquals(1, sum, 1e-4);
    assertEquals("fear", results.get(1).get("faces").get(0).get("emotion").asText());
  }

  @Test
  void jsonLinesAreTheDefaultWhereNobodyWatches() throws IOException {
    Cli cli = Cli.run("recognize", "../samples");
    List<String> lines = cli.out().lines().toList();
    assertEquals(7, lines.size(), cli.out());
    for (String line : lines) {
      JsonNode result = new ObjectMapper().readTree(line);
      String emotion = result.get("faces").get(0).get("emotion").asText();
      assertEquals("../samples/" + emotion + ".png", result.get("source").asText());
    }
  }

  @Test
  void csvHasALineAFaceAndOneAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("a, \"b\".png"), "text");
    Cli cli = Cli.run("recognize", text, "../samples/happy.png", "--format", "csv");
    List<String> lines = cli.out().lines().toList();
    assertEquals(
        "source,face,x,y,width,height,emotion,score,angry,disgust,fear,happy,sad,surprise,neutral,"
            + "error",
        lines.get(0));
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("\"" + folder + "/a, \"\"b\"\".png\",,,,"), lines.get(1));
    assertTrue(lines.get(1).endsWith(",not an image (found text/plain)"), lines.get(1));
    assertTrue(lines.get(2).startsWith("../samples/happy.png,1,0,0,48,48,happy,0."), lines.get(2));
    assertEquals(1, cli.code());
  }

  @Test
  void foldersAreSearchedToTheBottomInOrder() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("b/c"));
    Path sample = Path.of("../samples/happy.png");
    Files.copy(sample, deep.resolve("2.PNG"));
    Files.copy(sample, folder.resolve("a.png"));
    Files.copy(sample, folder.resolve(".hidden.png"));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Cli cli = Cli.run("recognize", folder);
    assertEquals(0, cli.code(), cli.err());
    List<String> sources = new ArrayList<>();
    for (String line : cli.out().lines().toList()) {
      sources.add(new ObjectMapper().readTree(line).get("source").asText());
    }
    assertEquals(
        List.of(folder.resolve("a.png").toString(), deep.resolve("2.PNG").toString()), sources);
  }
}
