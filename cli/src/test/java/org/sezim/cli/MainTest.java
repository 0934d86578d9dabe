package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TestRecipes;
import org.sezim.testing.TinyFer;
import org.sezim.training.recipe.Recipe;

/** What all commands have in common: their version, and their errors about options. */
class MainTest {
  @TempDir Path folder;

  private static void assertWrongUsage(String command, String error, Cli cli) {
    String help = "See sezim " + command + " --help";
    assertEquals(List.of(error, help), cli.errors());
    assertEquals(Main.USAGE, cli.code());
    assertEquals("", cli.out());
  }

  @Test
  void everyCommandPrintsTheVersion() {
    Cli expected = Cli.run("--version");
    assertTrue(expected.out().startsWith("sezim "), expected.out());
    Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    // It passes all its options to another process.
    commands.remove("batch");
    assertEquals(8, commands.size(), commands.toString());
    for (String command : commands) {
      assertEquals(expected, Cli.run(command, "--version"), command);
      assertEquals(expected, Cli.run(command, "-V"), command);
    }
  }

  @Test
  void errorsOfNumbersNameNoJavaTypes() {
    for (String[] wrong :
        new String[][] {
          {"evaluate", "--split", "x", "expected one of Training, PublicTest, PrivateTest"},
          {"recognize", "--threads", "x", "expected a whole number"},
          {"recognize", "--threads", "99999999999", "expected a whole number with fewer digits"},
          {"recognize", "--min-score", "x", "expected a number"},
          {"serve", "--port", "x", "expected a whole number"},
          {"serve", "--max-pixels", "1.5", "expected a whole number"},
          {"average-faces", "--faces", "x", "expected a whole number"},
          {"train", "--precision", "float16", "expected float32 or bfloat16"},
        }) {
      Cli cli = Cli.run(wrong[0], wrong[1], wrong[2]);
      String option = "Invalid value for option '" + wrong[1] + "': ";
      assertWrongUsage(wrong[0], option + wrong[3] + ", found " + wrong[2], cli);
    }
  }

  @Test
  void precisionIsReadInAnyCase() {
    TrainCommand.PrecisionConverter converter = new TrainCommand.PrecisionConverter();
    assertEquals(Recipe.Precision.BFLOAT16, converter.convert("bfloat16"));
    assertEquals(Recipe.Precision.FLOAT32, converter.convert("FLOAT32"));
  }

  @Test
  void valuesOutOfRangeAreReportedWithTheirOption() {
    Path data = TinyFer.write(folder.resolve("d.csv"), 7, 7, 0, 5);
    Path recipe = TestRecipes.write(folder.resolve("r.yaml"), 1);
    Path out = folder.resolve("out");
    for (String[] wrong :
        new String[][] {
          {"--epochs", "0", "expected at least 1, found 0"},
          {"--batch", "0", "expected at least 1, found 0"},
          {"--threads", "0", "expected at least 1, found 0"},
          {"--held-out", "1.5", "expected 0 to less than 1, found 1.5"},
        }) {
      Cli cli =
          Cli.run("train", "--recipe", recipe, "--data", data, "--out", out, wrong[0], wrong[1]);
      assertWrongUsage("train", wrong[0] + ": " + wrong[2], cli);
    }
    assertWrongUsage(
        "reproduce",
        "--jobs: expected at least 1, found 0",
        Cli.run("reproduce", "--data", data, "--out", out, "--jobs", 0));
    assertWrongUsage(
        "average-faces",
        "--faces: expected at least 10, found 9",
        Cli.run("average-faces", "--data", data, "--out", out, "--faces", 9));
  }
}
