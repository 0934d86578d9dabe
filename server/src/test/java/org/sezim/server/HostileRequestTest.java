package org.sezim.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sezim.testing.TestPhotos;

/** The server answers or closes malformed requests and stays healthy. */
class HostileRequestTest {
  private static final String PATH = "/v1/recognize";
  private static final Set<Integer> STATUSES = Set.of(200, 400, 413, 415, 422);

  private Web web;

  @BeforeEach
  void start() {
    web =
        Web.start(
            builder -> builder.threads(2).maxBody(100_000).uploadTime(Duration.ofMillis(500)));
  }

  @AfterEach
  void checkHealth() {
    assertEquals("{\"status\":\"ready\"}", web.get("/readyz").text());
    assertEquals(
        "happy",
        web.post(PATH, "image/png", TestPhotos.happy())
            .json()
            .at("/results/0/faces/0/emotion")
            .textValue());
    web.close();
  }

  /** Truncates bytes at random and replaces some of them. */
  static byte[] corrupt(byte[] bytes, Random random) {
    byte[] copy = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    if (random.nextBoolean()) {
      copy = bytes.clone();
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt();
    }
    return copy;
  }

  @Test
  void corruptBodies() {
    Random random = new Random(5);
    byte[] form =
        new Web.Form()
            .file("photo", "a.png", TestPhotos.happy())
            .file("photo", "b.png", TestPhotos.empty())
            .bytes();
    byte[] json =
        "{\"photos\":[{\"name\":\"a\",\"content\":\"iVBORw0KGgo=\"}]}".getBytes(ISO_8859_1);
    for (int i = 0; i < 100; i++) {
      Web.Answer photo = web.post(PATH, "image/png", corrupt(TestPhotos.happy(), random));
      assertTrue(STATUSES.contains(photo.status()), photo.text());
      Web.Answer fields = web.post(PATH, Web.Form.TYPE, corrupt(form, random));
      assertTrue(STATUSES.contains(fields.status()), fields.text());
      Web.Answer text = web.post(PATH, "application/json", corrupt(json, random));
      assertTrue(STATUSES.contains(text.status()), text.text());
    }
  }

  @Test
  void tooLargeTooDeepAndTooManyPartsAreRefused() {
    // A PNG whose header claims 10,000 × 6,000 pixels.
    byte[] wide = TestPhotos.empty();
    ByteBuffer.wrap(wide).putInt(16, 10_000).putInt(20, 6_000);
    Web.Answer answer = web.post(PATH, "image/png", wide);
    assertEquals(422, answer.status());
    assertTrue(answer.detail().startsWith("expected at most 50000000 pixels"), answer.detail());
    byte[] deep = new byte[2_000];
    Arrays.fill(deep, (byte) '[');
    assertEquals(400, web.post(PATH, "application/json", deep).status());
    Web.Form parts = new Web.Form();
    for (int i = 0; i < 900; i++) {
      parts.file("other", "", new byte[0]);
    }
    assertTrue(Set.of(400, 413).contains(web.post(PATH, Web.Form.TYPE, parts.bytes()).status()));
  }

  @Test
  void pathTricks() {
    for (String path :
        new String[] {
          "/../../../../etc/passwd",
          "/..%2f..%2f..%2fetc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/..;/..;/etc/passwd",
          "/%252e%252e/etc/passwd",
          "//etc/passwd",
          "/\\..\\..\\etc\\passwd",
          "/docs/../../openapi.json",
          "/./openapi.json/..",
          "/%00",
          "/index.html%00.jpg",
          "/%c0%ae%c0%ae/etc/passwd",
          "/%",
          "/%zz",
          "/SezimServer.class",
          "/../SezimServer.class",
          "/../openapi.json",
          "/page/index.html",
          "/META-INF/MANIFEST.MF",
          "/?%",
          "/v1/model?key=%ff%fe",
          "/" + "a".repeat(7000),
          "*",
          "http://elsewhere.example/"
        }) {
      String answer =
          web.raw(
              ("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                  .getBytes(ISO_8859_1));
      assertFalse(answer.startsWith("HTTP/1.1 5"), path + "\n" + answer);
      assertFalse(answer.contains("root:"), path);
      assertFalse(answer.contains("Manifest-Version"), path);
      assertFalse(answer.contains("\u00ca\u00fe\u00ba\u00be"), path);
    }
  }

  @Test
  void malformedRequests() {
    String post = "POST /v1/recognize HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: ";
    for (String request :
        new String[] {
          "\r\n\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001",
          "GET\r\n\r\n",
          "GET  HTTP/1.1\r\n\r\n",
          "GET / HTTP/9.9\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "G\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "CONNECT a:1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          post + "image/png\r\nContent-Length: -5\r\n\r\nabc",
          post + "image/png\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
          post + "image/png\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
          post + "image/png\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          post + "image/png\r\nContent-Length: 4000000000\r\n\r\nabc",
          post + "image/png\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc",
          post + "image/png\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\nabc",
          post + "image/png\r\nTransfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
          post + "multipart/form-data; boundary=\"\r\nContent-Length: 3\r\n\r\nabc",
          post
              + "multipart/form-data; boundary="
              + "x".repeat(500)
              + "\r\nContent-Length: 3\r\n\r\nabc",
          post + ";;;=\r\nContent-Length: 3\r\n\r\nabc",
          post + "image/\r\nContent-Length: 0\r\n\r\n",
          "GET /v1/live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n",
          "GET /v1/live HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ?\r\n\r\n\u0000\u0000\u00ff"
        }) {
      String answer = web.raw(request.getBytes(ISO_8859_1));
      boolean fine = answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (101|[24]\\d\\d|505) .*");
      assertTrue(fine, request + "\n" + answer);
      if (answer.matches("(?s)HTTP/1.1 [45].*")) {
        assertTrue(answer.contains("X-Request-Id: "), answer);
        assertTrue(answer.contains("Content-Security-Policy: "), answer);
        assertTrue(answer.contains(Problem.TYPE), answer);
      }
    }
  }
}
