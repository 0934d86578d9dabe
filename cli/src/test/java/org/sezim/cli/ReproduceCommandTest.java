package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TinyFer;

class ReproduceCommandTest {
  private static final List<String> RUNS =
      List.of("cnn-30-seed-1", "cnn-30-seed-2", "cnn-50-seed-1", "cnn-50-seed-2");

  @TempDir Path folder;
  private Path csv;

  @BeforeEach
  void makeFaces() {
    csv = TinyFer.write(folder.resolve("tiny.csv"), 280, 35, 0, 5);
  }

  private Cli reproduce(Path out, Object... more) {
    Object[] words = {"reproduce", "--data", csv, "--out", out, "--quick"};
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Cli.run(all);
  }

  @Test
  void printsProgressAndPathOfTheReport() throws Exception {
    Path out = folder.resolve("out");
    Cli cli = reproduce(out, "--only", "cnn-30");
    assertEquals(0, cli.code(), cli.err());
    assertEquals(out.resolve("report.html") + "\n", cli.out());
    assertEquals("2 trainings, 0 of them finished; Ctrl-C stops", cli.errors().get(0));
    assertTrue(cli.err().contains("[2/2] cnn-30-seed-"), cli.err());
    assertTrue(Files.readString(out.resolve("report.md")).contains("## CNN, 2 epochs"));
    Cli again = reproduce(out, "--only", "cnn-30,sixty-percent");
    assertEquals(0, again.code(), again.err());
    assertEquals("4 trainings, 2 of them finished; Ctrl-C stops", again.errors().get(0));
    assertTrue(Files.readString(out.resolve("report.md")).contains("## 60 percent"));
  }

  @Test
  void wrongUsageIsOneErrorLine() throws Exception {
    Path out = folder.resolve("out");
    Cli unknown = reproduce(out, "--only", "cnn");
    assertEquals(2, unknown.code());
    assertTrue(
        unknown.errors().get(0).startsWith("--only: expected some of cnn-30, "), unknown.err());
    assertEquals(2, Cli.run("reproduce", "--data", csv).code());
    Cli noData = Cli.run("reproduce", "--out", out);
    assertEquals(2, noData.code());
    assertEquals("expected --data", noData.errors().get(0));
    Cli votes = reproduce(out, "--votes", folder.resolve("votes.csv"));
    assertEquals(2, votes.code());
    assertEquals(
        "the study uses the dataset's own labels: expected no --votes", votes.errors().get(0));
    csv = TinyFer.write(folder.resolve("training.csv"), 70, 0, 0, 5);
    Cli noTest = reproduce(out);
    assertEquals(1, noTest.code());
    assertEquals(
        csv + ": expected faces in split PublicTest, found Training 70", noTest.errors().get(0));
    assertFalse(Files.exists(out), "nothing is made for nothing");
  }

  @Test
  void foreignRunFolderIsNotTouched() throws Exception {
    Path out = folder.resolve("out");
    Path run = Files.createDirectories(out.resolve("runs/cnn-30-seed-1"));
    Files.writeString(run.resolve("mine.txt"), "mine");
    Cli cli = reproduce(out, "--only", "cnn-30");
    assertEquals(1, cli.code());
    assertTrue(
        cli.err()
            .contains(
                "cnn-30-seed-1: " + run + ": expected an empty folder for a new run, found files"),
        cli.err());
    assertTrue(cli.err().contains("[1/2] cnn-30-seed-2"), "the other is trained all the same");
    assertTrue(cli.err().contains("no experiment is complete"), cli.err());
    assertEquals("mine", Files.readString(run.resolve("mine.txt")));
  }

  private Process start(Path out) throws IOException, InterruptedException {
    return Cli.startLogged(
        folder.resolve("log"),
        List.of(
            "reproduce",
            "--data",
            csv.toString(),
            "--out",
            out.toString(),
            "--quick",
            "--only",
            "cnn-50"));
  }

  /** Each kill follows the next new file: at the start, in the middle and at the end of a run. */
  @Test
  @Timeout(240)
  void repeatedlyKilledReproductionGivesTheSameBytes() throws Exception {
    Path whole = folder.resolve("whole");
    assertEquals(0, reproduce(whole, "--only", "cnn-50").code());
    Path killed = folder.resolve("killed");
    for (String file :
        List.of(
            "cnn-30-seed-1/recipe.yaml",
            "cnn-30-seed-1/checkpoint.pt",
            "cnn-30-seed-2/model.onnx",
            "cnn-50-seed-1/recipe.yaml")) {
      Process process = start(killed);
      while (process.isAlive() && !Files.exists(killed.resolve("runs").resolve(file))) {
        Thread.sleep(5);
      }
      assertTrue(process.isAlive(), Files.readString(folder.resolve("log")));
      process.destroyForcibly().waitFor();
    }
    Process last = start(killed);
    assertTrue(last.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, last.exitValue(), Files.readString(folder.resolve("log")));
    for (String run : RUNS) {
      for (String file : List.of("metrics.csv", "gradients.csv", "last.csv", "model.onnx")) {
        assertArrayEquals(
            Files.readAllBytes(whole.resolve("runs").resolve(run).resolve(file)),
            Files.readAllBytes(killed.resolve("runs").resolve(run).resolve(file)),
            run + " " + file);
      }
    }
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("results.csv")),
        Files.readAllBytes(killed.resolve("results.csv")));
  }
}
