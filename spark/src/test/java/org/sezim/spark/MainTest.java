package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.EmotionRecognizer;
import org.sezim.Recognition;
import org.sezim.face.FaceDetector;
import picocli.CommandLine;

class MainTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    CommandLine line =
        Main.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    return line.execute(words);
  }

  @Test
  void printsTheSummary() throws IOException {
    Path in = folder.resolve("in");
    Path to = folder.resolve("out");
    Folder.faces(in, 3);
    assertEquals(0, run("--input", in, "--output", to, "--master", "local[2]"), err::toString);
    assertEquals("", err.toString());
    assertTrue(out.toString().startsWith("3 photos, "), out.toString());
    assertEquals(3, out.toString().lines().filter(line -> line.startsWith("slowest: ")).count());

    Folder.corrupt(in, 7);
    int code = run("--input", in, "--output", to, "--resume", "--master", "local[2]");
    assertEquals(1, code);
    List<String> lines = err.toString().lines().toList();
    assertEquals(6, lines.size(), err.toString());
    assertTrue(lines.get(0).startsWith("file:" + in + "/bad"), lines.get(0));
    assertEquals("… and 2 more, see the column error", lines.get(5));
    assertTrue(out.toString().contains("7 photos, 0 faces, 7 errors in "), out.toString());
    assertTrue(out.toString().contains("3 photos were finished before"), out.toString());
  }

  @Test
  void valuesOutOfRangeAreOneErrorLine() {
    Map<String, String> lines =
        Map.of(
            "--min-confidence=1.5", "--min-confidence: expected a value in 0–1, found 1.5",
            "--nms-threshold=-1", "--nms-threshold: expected a value in 0–1, found -1.0",
            "--max-side=8", "--max-side: expected at least 32, found 8",
            "--min-face-size=-1", "--min-face-size: expected at least 0, found -1.0",
            "--tiny-below=-1", "--tiny-below: expected at least 0, found -1",
            "--min-score=NaN", "--min-score: expected a value in 0–1, found NaN");
    lines.forEach(
        (option, line) -> {
          err.getBuffer().setLength(0);
          assertEquals(2, run("--input", folder, "--output", folder, option));
          assertEquals(line + "\nSee sezim batch --help\n", err.toString());
        });
  }

  @Test
  void optionsReachTheRecognizer() throws IOException {
    Path in = folder.resolve("in");
    Folder.scenes(in, 1);
    Path to = folder.resolve("out");
    assertEquals(
        0,
        run(
            "--input",
            in,
            "--output",
            to,
            "--format",
            "json",
            "--master",
            "local[1]",
            "--min-score",
            "1",
            "--min-confidence",
            "0.1",
            "--nms-threshold",
            "0.4",
            "--max-side",
            "640",
            "--min-face-size",
            "60",
            "--tiny-below",
            "1000"),
        err::toString);
    Recognition expected;
    try (EmotionRecognizer recognizer =
        EmotionRecognizer.builder()
            .threads(1)
            .detection(new FaceDetector.Options(0.1, 0.4, 640, 60))
            .tinyBelow(1000)
            .minScore(1)
            .build()) {
      expected = recognizer.recognize(in.resolve("0.jpg"));
    }
    ObjectMapper json = new ObjectMapper();
    assertEquals(
        json.readTree(json.writeValueAsString(expected.toMap().get("faces"))),
        json.readTree(Folder.parts(to).get(0).toFile()).get("faces"));
  }

  @Test
  void wrongUsageIsOneErrorLine() {
    assertEquals(2, run("--input", folder));
    assertTrue(err.toString().startsWith("Missing required option: '--output=DIR'"), err::toString);
    err.getBuffer().setLength(0);
    assertEquals(2, run("--input", folder, "--output", folder, "--photos-per-task", "0"));
    assertTrue(err.toString().startsWith("--photos-per-task: expected at least 1, found 0"));
    err.getBuffer().setLength(0);
    assertEquals(2, run("--inputs", folder, "--output", folder));
    assertTrue(err.toString().startsWith("Unknown option"), err::toString);
    assertTrue(err.toString().contains("'--inputs'"), err::toString);
    err.getBuffer().setLength(0);
    Path no = folder.resolve("no");
    assertEquals(1, run("--input", no, "--output", folder, "--master", "local[1]"));
    assertEquals(no + ": no such file\n", err.toString());
  }
}
