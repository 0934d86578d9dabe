package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: pipes and signals. */
@DisabledOnOs(OS.WINDOWS)
class RecognizeProcessTest {
  private static final int MANY = 4000;

  @TempDir Path folder;

  private Process recognizeMany(String format) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "recognize",
                "--format",
                format));
    words.addAll(Collections.nCopies(MANY, Pictures.SEVERAL.toString()));
    return new ProcessBuilder(words).redirectError(folder.resolve("err").toFile()).start();
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() throws IOException, InterruptedException {
    Process process = recognizeMany("jsonl");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(out.readLine().startsWith("{\"source\":"));
    }
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  @Test
  void ctrlCLeavesAWholeArray() throws IOException, InterruptedException {
    Process process = recognizeMany("json");
    StringBuilder json = new StringBuilder();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < 3; i++) {
        json.append(out.readLine()).append('\n');
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      out.lines().forEach(line -> json.append(line).append('\n'));
    }
    assertEquals(Interrupt.CODE, process.waitFor());
    JsonNode results = new ObjectMapper().readTree(json.toString());
    assertTrue(results.size() >= 2 && results.size() < MANY, "" + results.size());
    assertEquals("", Files.readString(folder.resolve("err")));
  }
}
