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
import org.sezim.testing.TestPhotos;

/** Pipes and signals, which need a process of their own. */
@DisabledOnOs(OS.WINDOWS)
class RecognizeProcessTest {
  private static final int MANY = 4000;

  @TempDir Path folder;

  private Process recognizeMany(String format) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("recognize", "--format", format));
    words.addAll(Collections.nCopies(MANY, TestPhotos.SEVERAL.toString()));
    return Cli.start(folder.resolve("err"), words);
  }

  @Test
  void closedOutputPipeIsNoError() throws IOException, InterruptedException {
    Process process = recognizeMany("jsonl");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(out.readLine().startsWith("{\"source\":"));
    }
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(folder.resolve("err")));
  }

  @Test
  void ctrlCLeavesValidJson() throws IOException, InterruptedException {
    Process process = recognizeMany("json");
    String json = Cli.interrupt(process);
    assertEquals(Interrupt.CODE, process.waitFor());
    JsonNode results = new ObjectMapper().readTree(json);
    assertTrue(results.size() >= 2 && results.size() < MANY, "" + results.size());
    assertEquals("", Files.readString(folder.resolve("err")));
  }
}
