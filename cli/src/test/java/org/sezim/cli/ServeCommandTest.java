package org.sezim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sezim.testing.TestPhotos;

class ServeCommandTest {
  private static final String KEY = "correct-horse-battery";

  @TempDir Path folder;

  private Process serve(String... options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
    words.addAll(List.of(options));
    return Cli.start(folder.resolve("err"), words);
  }

  /** Runs the server, sends it a photo, stops it with a signal, and returns its response. */
  private HttpResponse<String> recognizeAndEnd(String signal, String... options)
      throws IOException, InterruptedException {
    Process process = serve(options);
    HttpResponse<String> answer;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      assertTrue(
          line != null && line.startsWith("Sezim serves at http://127.0.0.1:"),
          line + Files.readString(folder.resolve("err")));
      URI uri = URI.create(line.substring(line.indexOf("http")));
      answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri.resolve("/v1/recognize"))
                      .header("Content-Type", "image/png")
                      .header("X-API-Key", KEY)
                      .POST(BodyPublishers.ofFile(TestPhotos.HAPPY))
                      .build(),
                  BodyHandlers.ofString());
      Cli.send(signal, process);
      assertEquals(null, out.readLine());
    }
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("err")));
    return answer;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void answersLikeRecognizeAndStopsOnCtrlC() throws IOException, InterruptedException {
    HttpResponse<String> answer = recognizeAndEnd("INT", "--threads", "1");
    assertEquals(200, answer.statusCode());
    String printed =
        Cli.run("recognize", "--format", "jsonl", "--threads", 1, TestPhotos.HAPPY).out();
    assertEquals(
        new ObjectMapper().readTree(printed).path("faces"),
        new ObjectMapper().readTree(answer.body()).at("/results/0/faces"));
    List<String> log = Files.readAllLines(folder.resolve("err"));
    assertEquals(1, log.size(), log.toString());
    assertTrue(log.get(0).contains("operation=/v1/recognize status=200"), log.get(0));
    assertTrue(
        log.get(0).contains("request=" + answer.headers().firstValue("X-Request-Id").orElseThrow()),
        log.get(0));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void readsKeysFromAFileAndStopsOnSigterm() throws IOException, InterruptedException {
    Path keys = Files.writeString(folder.resolve("keys"), "# of the team\n\n" + KEY + "\n");
    assertEquals(200, recognizeAndEnd("TERM", "--api-keys", keys.toString()).statusCode());
    Files.writeString(keys, "another-key-of-them");
    assertEquals(401, recognizeAndEnd("TERM", "--api-keys", keys.toString()).statusCode());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void marksEmotionsBelowTheMinScore() throws IOException, InterruptedException {
    String body = recognizeAndEnd("TERM", "--threads", "1", "--min-score", "1").body();
    assertTrue(
        new ObjectMapper().readTree(body).at("/results/0/faces/0/uncertain").booleanValue(), body);
  }

  @Test
  void wrongUsageIsReported() {
    Cli half = Cli.run("serve", "--tls-cert", "chain.pem");
    assertEquals(Main.USAGE, half.code());
    assertEquals(
        "expected --tls-cert and --tls-key together, found one of them", half.errors().get(0));
    Cli queue = Cli.run("serve", "--queue", "-1");
    assertEquals(Main.USAGE, queue.code());
    assertEquals("--queue: expected 0 to 1000000, found -1", queue.errors().get(0));
    Cli side = Cli.run("serve", "--max-side", "31");
    assertEquals(Main.USAGE, side.code());
    assertEquals("--max-side: expected at least 32, found 31", side.errors().get(0));
    Cli deadline = Cli.run("serve", "--deadline", "0");
    assertEquals(
        "--deadline: expected 0.001 to 1000000 seconds, found 0.0", deadline.errors().get(0));
    Cli score = Cli.run("serve", "--min-score", "2");
    assertEquals(Main.USAGE, score.code());
    assertEquals("--min-score: expected a value in 0–1, found 2.0", score.errors().get(0));
    Cli cors = Cli.run("serve", "--cors", "*");
    assertTrue(cors.errors().get(0).startsWith("--cors: expected a scheme and a host"));
  }

  @Test
  void unusableFilesAreReported() throws IOException {
    Path empty = Files.writeString(folder.resolve("keys"), "# none yet\n");
    Cli open = Cli.run("serve", "--api-keys", empty);
    assertEquals(Main.FAILED, open.code());
    assertEquals(empty + ": expected one API key or more, found none", open.errors().get(0));
    Path no = folder.resolve("no");
    assertEquals(no + ": no such file", Cli.run("serve", "--api-keys", no).errors().get(0));
    Files.writeString(empty, "short\n");
    Cli weak = Cli.run("serve", "--api-keys", empty);
    assertEquals(Main.USAGE, weak.code());
    assertEquals("API key: expected at least 16 characters, found 5", weak.errors().get(0));
  }
}
