package org.sezim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sezim.EmotionRecognizer;
import org.sezim.testing.TestPhotos;

/** A server on a free port, and a client that checks every answer against openapi.json. */
final class Web implements AutoCloseable {
  private static final JsonNode DOCUMENT = document();
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  final SezimServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private Web(SezimServer server) {
    this.server = server;
  }

  static Web start() {
    return start(builder -> builder);
  }

  static Web start(UnaryOperator<SezimServer.Builder> options) {
    return new Web(options.apply(SezimServer.builder(EmotionRecognizer.builder()).port(0)).start());
  }

  private static JsonNode document() {
    try {
      return Json.MAPPER.readTree(ApiDocument.resource("openapi.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpClient client() {
    return client;
  }

  URI uri(String path) {
    return server.uri().resolve(path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(TIMEOUT);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer post(String path, String type, byte[] body) {
    return send(posting(path, type, body));
  }

  HttpRequest.Builder posting(String path, String type, byte[] body) {
    return request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
  }

  Answer send(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return check(request, client.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  CompletableFuture<Answer> sendAsync(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .thenApply(response -> check(request, response));
  }

  /** Checks that openapi.json has the status of an answer, and that its headers are complete. */
  private static Answer check(HttpRequest request, HttpResponse<byte[]> response) {
    Answer answer = new Answer(response);
    String method = request.method().toLowerCase(Locale.ROOT);
    JsonNode operation = DOCUMENT.path("paths").path(request.uri().getPath()).path(method);
    if (!operation.isMissingNode()) {
      assertTrue(operation.path("responses").has("" + answer.status()), method + answer.status());
    }
    for (String name :
        new String[] {
          "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Request-Id"
        }) {
      assertEquals(1, response.headers().allValues(name).size(), name + " " + answer.status());
    }
    assertTrue(response.headers().firstValue("Server").isEmpty());
    if (answer.status() >= 400) {
      assertEquals("application/problem+json", answer.header("Content-Type"), answer.text());
      assertEquals(answer.status(), answer.json().path("status").intValue());
      assertEquals(answer.header("X-Request-Id"), answer.json().path("requestId").textValue());
    }
    return answer;
  }

  /** An answer, read completely. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return Json.MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The detail of a problem. */
    String detail() {
      return json().path("detail").asText();
    }
  }

  /** Sends raw bytes and reads until the connection is closed; the answer may be cut off. */
  String raw(byte[] bytes) {
    try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // The server may close the connection before everything is sent.
      return "";
    }
  }

  /** The value of a metric without labels. */
  double metric(String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(get("/metrics").text());
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  /** Occupies one thread for a long time with heat maps of seven faces. */
  CompletableFuture<Answer> longWork() {
    CompletableFuture<Answer> answer =
        sendAsync(posting("/v1/recognize?explain=true", "image/jpeg", TestPhotos.several()));
    while (metric("sezim_workers_busy") < 1 && !answer.isDone()) {
      Thread.onSpinWait();
    }
    return answer;
  }

  /** A multipart body; its boundary is {@code frontier}. */
  static final class Form {
    static final String TYPE = "multipart/form-data; boundary=frontier";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Form file(String field, String name, byte[] content) {
      out.writeBytes(
          ("--frontier\r\nContent-Disposition: form-data; name=\""
                  + field
                  + "\"; filename=\""
                  + name
                  + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.writeBytes(content);
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(out.toByteArray());
      all.writeBytes("--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
      return all.toByteArray();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
