package org.sezim.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void wrongUsageIsOneErrorLine() {
    assertEquals(2, run("--input", folder));
    assertTrue(err.toString().startsWith("Missing required option: '--output=DIR'"), err::toString);
    err.getBuffer().setLength(0);
    assertEquals(2, run("--input", folder, "--output", folder, "--photos-per-task", "0"));
    assertTrue(err.toString().startsWith("--photos-per-task: expected at least 1, found 0"));
    err.getBuffer().setLength(0);
    Path no = folder.resolve("no");
    assertEquals(1, run("--input", no, "--output", folder, "--master", "local[1]"));
    assertEquals(no + ": no such file\n", err.toString());
  }
}
