package org.sezim.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sezim.EmotionRecognizer;
import org.sezim.Sezim;
import org.sezim.SezimException;
import org.sezim.emotion.EmotionClassifier;
import org.sezim.testing.TestPhotos;

class ServerTest {
  private static final String KEY = "correct-horse-battery";
  private static final String FRIEND = "https://friend.example";

  private static Web open;
  private static Web guarded;

  @BeforeAll
  static void start() {
    open = Web.start(builder -> builder.threads(1));
    guarded =
        Web.start(
            builder ->
                builder.threads(1).keys(List.of("another-key-of-them", KEY)).allowOrigin(FRIEND));
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  @Test
  void healthAndReadiness() {
    assertEquals("{\"status\":\"ok\"}", open.get("/healthz").text());
    assertEquals("{\"status\":\"ready\"}", open.get("/readyz").text());
    assertEquals("no-store", open.get("/healthz").header("Cache-Control"));
  }

  @Test
  void servesTheModelCard() {
    JsonNode model = open.get("/v1/model").json();
    try (EmotionClassifier classifier = EmotionClassifier.bundled()) {
      assertEquals(classifier.card().name(), model.path("name").textValue());
      assertEquals(classifier.labels(), Json.MAPPER.convertValue(model.path("labels"), List.class));
      assertEquals(
          classifier.card().properties(), Json.MAPPER.convertValue(model.path("card"), Map.class));
    }
  }

  @Test
  void requestsAreCounted() {
    open.post("/v1/recognize", "image/jpeg", TestPhotos.several());
    open.post("/v1/recognize", "image/jpeg", new byte[9]);
    Web.Answer metrics = open.get("/metrics");
    assertTrue(metrics.header("Content-Type").startsWith("text/plain"));
    String text = metrics.text();
    assertTrue(text.contains("sezim_photos_total{outcome=\"recognized\"} 1.0"), text);
    assertTrue(text.contains("sezim_photos_total{outcome=\"unreadable\"} 1.0"), text);
    assertTrue(text.contains("sezim_faces_total 7.0"), text);
    assertTrue(
        text.contains("sezim_requests_seconds_count{operation=\"/v1/recognize\",status=\"200\"} 1"),
        text);
    assertTrue(text.contains("# HELP sezim_photos_total Photos by outcome\n"), text);
    assertTrue(text.contains("# HELP sezim_faces_total Faces recognized in photos\n"), text);
    for (String name :
        new String[] {
          "sezim_batch_faces_bucket", "sezim_queue_photos", "sezim_live_clients", "jvm_threads_live"
        }) {
      assertTrue(text.contains(name), name);
    }
  }

  @Test
  void openApiDescribesEveryEndpoint() {
    JsonNode document = open.get("/openapi.json").json();
    assertEquals("3.1.0", document.path("openapi").textValue());
    assertEquals(Sezim.version(), document.at("/info/version").textValue());
    for (Endpoint endpoint : Endpoint.values()) {
      if (endpoint != Endpoint.PAGE) {
        JsonNode path = document.path("paths").path(endpoint.path());
        assertEquals(1, path.size(), endpoint.path());
        assertTrue(path.has(endpoint.method().toLowerCase(Locale.ROOT)));
      }
    }
    assertEquals(Endpoint.values().length - 1, document.path("paths").size());
    List<JsonNode> references = document.findValues("$ref");
    assertFalse(references.isEmpty());
    for (JsonNode reference : references) {
      assertFalse(document.at(reference.textValue().substring(1)).isMissingNode(), "" + reference);
    }
  }

  @Test
  void docsPageShowsOpenApiWithoutScripts() {
    Web.Answer page = open.get("/docs");
    assertEquals("text/html", page.header("Content-Type").split(";", 2)[0]);
    for (Endpoint endpoint : Endpoint.values()) {
      if (endpoint != Endpoint.PAGE) {
        assertTrue(page.text().contains(endpoint.method() + " " + endpoint.path() + "</h2>"));
      }
    }
    assertFalse(page.text().contains("<script") || page.text().contains("style="));
    assertEquals("text/css", open.get("/docs/style.css").header("Content-Type").split(";", 2)[0]);
  }

  @Test
  void pageHasStrictHeaders() {
    Web.Answer page = open.get("/");
    assertEquals(200, page.status());
    assertTrue(page.header("Content-Type").startsWith("text/html"));
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("DENY", page.header("X-Frame-Options"));
    assertEquals("camera=(self), microphone=(), geolocation=()", page.header("Permissions-Policy"));
    assertEquals(
        200, open.send(open.request("/").method("HEAD", BodyPublishers.noBody())).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/v1", "/v1/recognize/", "/org/sezim/server/openapi.json"})
  void otherPathsAreNotFound(String path) {
    Web.Answer answer = open.get(path);
    assertEquals(404, answer.status());
    assertEquals("path: expected one of those in /docs, found " + path, answer.detail());
  }

  @Test
  void requestIdIsKept() {
    assertEquals(
        "order-7.a_b",
        open.send(open.request("/healthz").header("X-Request-Id", "order-7.a_b").GET())
            .header("X-Request-Id"));
    String replaced =
        open.send(open.request("/healthz").header("X-Request-Id", "a b\"c").GET())
            .header("X-Request-Id");
    assertTrue(replaced.matches("[0-9a-f]{8}-[0-9]+"), replaced);
  }

  @Test
  void longHeadersAreRefused() {
    String answer =
        open.raw(
            ("GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9000) + "\r\n\r\n")
                .getBytes(US_ASCII));
    assertTrue(answer.startsWith("HTTP/1.1 431 "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
  }

  @Test
  void apiNeedsAKey() {
    for (String path : new String[] {"/v1/model", "/metrics", "/v1/live"}) {
      Web.Answer none = guarded.get(path);
      assertEquals(401, none.status(), path);
      assertEquals("Bearer", none.header("WWW-Authenticate"));
      assertTrue(none.detail().startsWith("expected an API key"), none.detail());
      assertEquals(
          401, guarded.send(guarded.request(path).header("X-API-Key", KEY + "x").GET()).status());
      assertEquals(
          401,
          guarded
              .send(guarded.request(path).header("Authorization", "Basic " + KEY).GET())
              .status());
    }
    assertEquals(401, guarded.post("/v1/recognize", "image/png", TestPhotos.empty()).status());
    assertEquals(401, guarded.get("/v1/model?key=" + KEY).status());
    assertEquals(
        200,
        guarded
            .send(guarded.request("/v1/model").header("Authorization", "Bearer " + KEY).GET())
            .status());
    assertEquals(
        200,
        guarded
            .send(guarded.request("/v1/model").header("X-API-Key", "another-key-of-them").GET())
            .status());
    for (String path : new String[] {"/healthz", "/readyz", "/openapi.json", "/docs", "/"}) {
      assertEquals(200, guarded.get(path).status(), path);
    }
  }

  @Test
  void otherOriginsAreRefusedUnlessAllowed() {
    Web.Answer stranger =
        open.send(open.request("/v1/model").header("Origin", "https://stranger.example").GET());
    assertEquals(403, stranger.status());
    assertEquals("", stranger.header("Access-Control-Allow-Origin"));
    assertEquals(403, open.send(open.request("/v1/model").header("Origin", "null").GET()).status());
    String own = "http://" + open.uri("/").getAuthority();
    assertEquals(200, open.send(open.request("/v1/model").header("Origin", own).GET()).status());
    Web.Answer friend =
        guarded.send(
            guarded.request("/v1/model").header("Origin", FRIEND).header("X-API-Key", KEY).GET());
    assertEquals(200, friend.status());
    assertEquals(FRIEND, friend.header("Access-Control-Allow-Origin"));
    assertEquals("Origin", friend.header("Vary"));
  }

  @Test
  void answersCorsPreflightRequests() {
    Web.Answer answer =
        guarded.send(
            guarded
                .request("/v1/recognize")
                .header("Origin", FRIEND)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertEquals(204, answer.status());
    assertEquals(FRIEND, answer.header("Access-Control-Allow-Origin"));
    assertEquals("POST", answer.header("Access-Control-Allow-Methods"));
    assertTrue(answer.header("Access-Control-Allow-Headers").contains("Authorization"));
    assertEquals(
        403,
        open.send(
                open.request("/v1/recognize")
                    .header("Origin", FRIEND)
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()))
            .status());
  }

  @Test
  void invalidOptionsAreRefused() {
    SezimServer.Builder builder = SezimServer.builder(EmotionRecognizer.builder());
    assertThrows(IllegalArgumentException.class, () -> builder.port(70_000));
    assertThrows(IllegalArgumentException.class, () -> builder.queue(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.keys(List.of("short")));
    assertThrows(IllegalArgumentException.class, () -> builder.allowOrigin("*"));
    assertThrows(IllegalArgumentException.class, () -> builder.allowOrigin("friend.example"));
  }

  @Test
  void portInUseIsReported() {
    int port = open.uri("/").getPort();
    SezimException e =
        assertThrows(
            SezimException.class,
            () -> SezimServer.builder(EmotionRecognizer.builder()).port(port).start());
    assertEquals("127.0.0.1:" + port, e.place());
    assertEquals("cannot be listened on (Address already in use)", e.rule());
  }

  @ParameterizedTest
  @CsvSource({"nope.invalid, unknown host", "203.0.113.7, Cannot assign requested address"})
  void addressesOfOthersAreReported(String host, String reason) {
    SezimServer.Builder builder =
        SezimServer.builder(EmotionRecognizer.builder()).host(host).port(0);
    SezimException e = assertThrows(SezimException.class, builder::start);
    assertEquals(host + ":0: cannot be listened on (" + reason + ")", e.getMessage());
  }
}
