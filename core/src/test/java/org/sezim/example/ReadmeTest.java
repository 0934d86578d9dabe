package org.sezim.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's example equals the file beside this one, and runs. */
class ReadmeTest {
  @Test
  void readmeContainsTheCompiledExample() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/org/sezim/example/Example.java"))
            .replace("package org.sezim.example;\n\n", "");
    String readme = Files.readString(Path.of("../README.md"));
    assertTrue(readme.contains("```java\n" + source + "```"), "README.md lacks:\n" + source);
  }

  @Test
  void exampleRuns() {
    PrintStream console = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Example.main(new String[] {"../samples/happy.png"});
    } finally {
      System.setOut(console);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("happy 0."), lines.get(0));
    assertTrue(lines.get(1).matches("Box\\[.*\\] \\{angry=.*"), lines.get(1));
  }
}
