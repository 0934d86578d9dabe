package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sezim.emotion.BundledModel;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.testing.TestPhotos;
import org.sezim.testing.TinyFer;

class ModelNameTest {
  private static final String EXPECTED = "expected fer2013, ferplus or an ONNX file, found ";

  private static final Path MODELS = Path.of("../core/src/main/resources/org/sezim/models");

  @TempDir Path folder;

  private static JsonNode json(Cli cli) throws IOException {
    assertEquals(0, cli.code(), cli.err());
    return new ObjectMapper().readTree(cli.out());
  }

  private static Cli recognize(Object model) {
    return Cli.run("recognize", TestPhotos.HAPPY, "--detector", "none", "--model", model);
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandKnowsTheBundledModels(BundledModel model) throws IOException {
    Path file = MODELS.resolve("sezim-" + model.label() + ".onnx");
    JsonNode recognized = json(recognize(model.label()));
    assertEquals(json(recognize(file)), recognized);
    JsonNode card = json(Cli.run("inspect", model.label(), "--format", "json"));
    assertEquals(json(Cli.run("inspect", file, "--format", "json")), card);
    assertEquals(card.get("name"), recognized.get("model"));
    assertEquals(
        card.get("labels").size(), recognized.get("faces").get(0).get("emotions").size(), "labels");
    try (EmotionClassifier classifier = EmotionClassifier.bundled(model)) {
      assertEquals(classifier.card().name(), card.get("name").asText());
    }
  }

  @Test
  void defaultModelIsUsedWithoutAName() throws IOException {
    String name = BundledModel.DEFAULT.label();
    assertEquals(
        json(recognize(name)), json(Cli.run("recognize", TestPhotos.HAPPY, "--detector", "none")));
    assertEquals(Cli.run("inspect", name), Cli.run("inspect"));
    String help = Cli.run("recognize", "--help").out().replaceAll("\\s+", " ");
    assertTrue(help.contains("or an ONNX file (default: " + name + ")."), help);
  }

  @Test
  void everyModelIsEvaluatedOnLabelsAndOnVotes() throws IOException {
    Path data = TinyFer.write(folder.resolve("d.csv"), 7, 35, 0, 5);
    Path votes = TinyFer.writeVotes(folder.resolve("v.csv"), 7, 35);
    for (BundledModel model : BundledModel.values()) {
      String name = model.label();
      int labels = json(Cli.run("inspect", name, "--format", "json")).get("labels").size();
      JsonNode own = json(Cli.run("evaluate", "--model", name, "--data", data));
      JsonNode ferPlus =
          json(Cli.run("evaluate", "--model", name, "--data", data, "--votes", votes));
      for (JsonNode evaluation : new JsonNode[] {own, ferPlus}) {
        assertEquals(35, evaluation.get("count").asInt());
        assertEquals(labels, evaluation.get("labels").size());
      }
    }
  }

  @Test
  void unknownModelIsWrongUsage() {
    for (Object wrong : new Object[] {"FER2013", "sezim"}) {
      for (Cli cli : new Cli[] {recognize(wrong), Cli.run("inspect", wrong)}) {
        assertEquals(2, cli.code(), cli.toString());
        assertTrue(cli.errors().get(0).endsWith(EXPECTED + wrong), cli.err());
      }
    }
  }

  @Test
  void missingFileIsAnError() {
    for (Object none : new Object[] {"nope.onnx", folder.resolve("nope"), "./fer2013"}) {
      for (Cli cli : new Cli[] {recognize(none), Cli.run("inspect", none)}) {
        assertEquals(new Cli(Main.FAILED, "", none + ": no such file\n"), cli);
      }
    }
  }

  @Test
  void fileNamedLikeAModelNeedsItsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("fer2013"), "Not a model.");
    Cli cli = recognize(file);
    assertEquals(1, cli.code());
    assertTrue(cli.err().startsWith(file + ": not an ONNX model"), cli.err());
  }
}
