package org.sezim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sezim.testing.TestPhotos;

class LiveTest {
  private static Web web;

  @BeforeAll
  static void start() {
    web = Web.start(builder -> builder.threads(1).maxLive(2));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /** A client that collects the answers. */
  private static final class Camera implements WebSocket.Listener {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    static Camera open(Web web, String query, Map<String, String> headers) {
      Camera camera = new Camera();
      WebSocket.Builder builder = web.client().newWebSocketBuilder();
      headers.forEach(builder::header);
      URI uri = URI.create(web.uri("/v1/live" + query).toString().replaceFirst("http", "ws"));
      camera.socket = builder.buildAsync(uri, camera).join();
      return camera;
    }

    static Camera open(Web web) {
      return open(web, "", Map.of());
    }

    void send(byte[] frame) {
      socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    }

    JsonNode answer() throws InterruptedException, JsonProcessingException {
      String answer = answers.poll(5, TimeUnit.MINUTES);
      return Json.MAPPER.readTree(answer);
    }

    void close() {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      closed.join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        answers.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  /** Waits until the server has a number of clients. */
  private static void awaitClients(int expected) {
    while (web.metric("sezim_live_clients") != expected) {
      Thread.onSpinWait();
    }
  }

  /** A JPEG of 560×240 with two faces, moved right by {@code shift} pixels. */
  private static byte[] twoFaces(int shift) {
    BufferedImage image = TestPhotos.ground(560, 240);
    TestPhotos.paste(image, TestPhotos.sample("happy"), 40 + shift, 40);
    TestPhotos.paste(image, TestPhotos.sample("surprise"), 320 + shift, 50);
    return TestPhotos.bytes(image, "jpg");
  }

  @Test
  void movingFacesKeepTheirTracks() throws Exception {
    Camera camera = Camera.open(web);
    Map<String, Integer> tracks = new HashMap<>();
    for (int frame = 1; frame <= 5; frame++) {
      camera.send(twoFaces(12 * frame));
      JsonNode answer = camera.answer();
      assertEquals(frame, answer.path("frame").intValue());
      assertEquals(0, answer.path("skipped").intValue());
      assertEquals(560, answer.path("width").intValue());
      assertEquals(240, answer.path("height").intValue());
      assertEquals(2, answer.path("faces").size(), answer.toString());
      double mood = 0;
      for (JsonNode face : answer.path("faces")) {
        String side = face.at("/box/x").intValue() < 280 ? "left" : "right";
        int track = face.path("track").intValue();
        assertEquals(tracks.computeIfAbsent(side, key -> track), track, side);
        mood += face.at("/emotions/happy").doubleValue() / 2;
      }
      assertEquals(mood, answer.at("/mood/happy").doubleValue(), 1e-6);
    }
    assertEquals(List.of(1, 2), tracks.values().stream().sorted().toList());
    camera.send(TestPhotos.empty());
    JsonNode faceless = camera.answer();
    assertTrue(faceless.path("faces").isArray() && faceless.path("faces").isEmpty());
    assertFalse(faceless.has("mood"));
    camera.close();
    awaitClients(0);
  }

  @Test
  void theNewestFrameWins() throws Exception {
    Camera camera = Camera.open(web);
    // While the only thread is busy, frames arrive faster than they are processed.
    CompletableFuture<Web.Answer> other = web.longWork();
    int frames = 30;
    for (int i = 0; i < frames; i++) {
      camera.send(TestPhotos.empty());
    }
    int answers = 0;
    int skipped = 0;
    int last = 0;
    while (last < frames) {
      JsonNode answer = camera.answer();
      assertTrue(answer.path("frame").intValue() > last);
      assertEquals(answer.path("frame").intValue() - last - 1, answer.path("skipped").intValue());
      last = answer.path("frame").intValue();
      skipped += answer.path("skipped").intValue();
      answers++;
    }
    assertEquals(frames, answers + skipped);
    assertTrue(answers < frames, "" + answers);
    assertEquals(200, other.join().status());
    camera.close();
    awaitClients(0);
  }

  @Test
  void unreadableFrameIsReportedAndTheNextAnswered() throws Exception {
    Camera camera = Camera.open(web);
    camera.send("not a photo".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "{\"frame\":1,\"error\":\"not an image (found text/plain)\"}", camera.answer().toString());
    camera.send(TestPhotos.happy());
    assertEquals("happy", camera.answer().at("/faces/0/emotion").textValue());
    camera.close();
    awaitClients(0);
  }

  @Test
  void textsAndLongFramesCloseTheConnection() {
    Camera textSender = Camera.open(web);
    textSender.socket.sendText("hello", true).join();
    assertEquals(1003, textSender.closed.join());
    awaitClients(0);
    Camera longSender = Camera.open(web);
    // Sending may fail, since the server does not read the whole frame.
    CompletableFuture<WebSocket> unused =
        longSender.socket.sendBinary(ByteBuffer.allocate((int) Limits.FRAME_BYTES + 1), true);
    assertEquals(1009, longSender.closed.join());
    awaitClients(0);
  }

  private static int refusal(Web web, String query, Map<String, String> headers) {
    CompletionException e =
        assertThrows(CompletionException.class, () -> Camera.open(web, query, headers));
    return assertInstanceOf(WebSocketHandshakeException.class, e.getCause())
        .getResponse()
        .statusCode();
  }

  @Test
  void numberOfClientsIsLimited() {
    Camera first = Camera.open(web);
    Camera second = Camera.open(web);
    awaitClients(2);
    assertEquals(503, refusal(web, "", Map.of()));
    first.close();
    second.close();
    awaitClients(0);
  }

  @Test
  void unauthorizedClientsAreRefusedBeforeTheHandshake() {
    assertEquals(403, refusal(web, "", Map.of("Origin", "https://stranger.example")));
    String key = "correct-horse-battery";
    try (Web guarded = Web.start(builder -> builder.threads(1).keys(List.of(key)))) {
      assertEquals(401, refusal(guarded, "", Map.of()));
      assertEquals(401, refusal(guarded, "?key=wrong", Map.of()));
      Camera.open(guarded, "?key=" + key, Map.of()).close();
      Camera.open(guarded, "", Map.of("Authorization", "Bearer " + key)).close();
    }
  }

  @Test
  void plainGetIsAnsweredWithUpgradeRequired() {
    Web.Answer answer = web.get("/v1/live");
    assertEquals(426, answer.status());
    assertEquals("websocket", answer.header("Upgrade"));
  }

  @Test
  void closeTellsTheClients() throws Exception {
    Web ending = Web.start(builder -> builder.threads(1));
    Camera camera = Camera.open(ending);
    camera.send(TestPhotos.happy());
    assertEquals("happy", camera.answer().at("/faces/0/emotion").textValue());
    ending.close();
    assertEquals(1001, camera.closed.join());
  }
}
