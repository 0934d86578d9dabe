package org.sezim.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sezim.testing.TestPhotos;

/** Five thousand malformed requests, 32 at once: all are answered or closed, and nothing leaks. */
@Tag("slow")
class HostileLoadTest {
  private static final int REQUESTS = 5000;
  private static final int CLIENTS = 32;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
  private static final Duration UPLOAD = Duration.ofMillis(300);

  @Test
  void allAreAnsweredOrClosedAndNothingLeaks() throws Exception {
    int filesAtFirst;
    Map<String, Integer> answers = new TreeMap<>();
    try (Web web = Web.start(builder -> builder.threads(2).maxBody(100_000).uploadTime(UPLOAD))) {
      assertEquals("happy", emotion(web));
      filesAtFirst = openFiles();
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      List<Future<String>> futures = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        int number = i;
        futures.add(clients.submit(() -> Kind.of(number) + " " + send(web, number)));
      }
      clients.shutdown();
      for (Future<String> answer : futures) {
        answers.merge(answer.get(), 1, Integer::sum);
      }
      assertEquals("happy", emotion(web));
      // The server closes abandoned connections when it notices them.
      while (openFiles() > filesAtFirst) {
        Thread.onSpinWait();
      }
      assertEquals(0, web.metric("sezim_queue_photos"));
      assertEquals(0, web.metric("sezim_workers_busy"));
    }
    assertEquals(REQUESTS, answers.values().stream().mapToInt(Integer::intValue).sum());
    // Expected 5xx: 501 and 505 for unsupported requests, 503 under load.
    Pattern fine = Pattern.compile("\\w+ (closed|101|[24]\\d\\d|501|503|505)");
    answers.keySet().forEach(answer -> assertTrue(fine.matcher(answer).matches(), "" + answers));
    // Most requests must get an answer, or the server was not tested.
    int closed =
        answers.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(" closed"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertTrue(closed < REQUESTS / 2, "" + answers);
  }

  private static String emotion(Web web) {
    String answer =
        exchange(web, post("image/png", TestPhotos.happy(), TestPhotos.happy().length), 1, 0);
    Matcher matcher = Pattern.compile("\"emotion\":\"(\\w+)\"").matcher(answer);
    return matcher.find() ? matcher.group(1) : answer;
  }

  private static int openFiles() {
    return (int)
        ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getOpenFileDescriptorCount();
  }

  private enum Kind {
    photo,
    form,
    json,
    request,
    length,
    headers,
    path,
    slow;

    static Kind of(int number) {
      return values()[number % values().length];
    }
  }

  /** Sends a request; returns the status of the answer, or {@code closed}. */
  private static String send(Web web, int number) {
    Random random = new Random(number);
    byte[] happy = TestPhotos.happy();
    String answer =
        switch (Kind.of(number)) {
          case photo ->
              exchange(web, whole("image/png", HostileRequestTest.corrupt(happy, random)), 1, 0);
          case form ->
              exchange(
                  web, whole(Web.Form.TYPE, HostileRequestTest.corrupt(form(happy), random)), 1, 0);
          case json ->
              exchange(
                  web, whole("application/json", HostileRequestTest.corrupt(json(), random)), 1, 0);
          case request ->
              exchange(web, HostileRequestTest.corrupt(whole("image/png", happy), random), 1, 0);
          case length ->
              exchange(web, post("image/png", happy, random.nextInt(2 * happy.length)), 1, 0);
          case headers -> exchange(web, headers(random), 1, 0);
          case path -> exchange(web, path(random), 1, 0);
          case slow -> exchange(web, whole("image/png", happy), 40, 50);
        };
    assertFalse(answer.contains("root:"), answer);
    Matcher status = STATUS.matcher(answer);
    return status.lookingAt() ? status.group(1) : "closed";
  }

  /** Sends bytes, the first ones one by one with pauses in ms, and reads the answer. */
  private static String exchange(Web web, byte[] bytes, int pieces, int pause) {
    try (Socket socket = new Socket(web.server.uri().getHost(), web.server.uri().getPort())) {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        OutputStream out = socket.getOutputStream();
        for (int i = 0; i + 1 < pieces; i++) {
          out.write(bytes[i]);
          out.flush();
          Thread.sleep(pause);
        }
        out.write(bytes, pieces - 1, bytes.length - pieces + 1);
        out.flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // The server closed the connection early; an answer may have come before.
      }
      byte[] buffer = new byte[1 << 12];
      for (int n = read(socket, buffer); n > 0; n = read(socket, buffer)) {
        answer.write(buffer, 0, n);
      }
      return answer.toString(ISO_8859_1);
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int read(Socket socket, byte[] bytes) {
    try {
      return socket.getInputStream().read(bytes);
    } catch (IOException e) {
      return -1;
    }
  }

  private static byte[] whole(String type, byte[] body) {
    return post(type, body, body.length);
  }

  private static byte[] post(String type, byte[] body, int length) {
    byte[] head =
        ("POST /v1/recognize HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  private static byte[] form(byte[] photo) {
    return new Web.Form().file("photo", "a.png", photo).file("photo", "b", new byte[9]).bytes();
  }

  private static byte[] json() {
    return "{\"photos\":[{\"name\":\"a\",\"content\":\"iVBORw0KGgo=\"}]}".getBytes(ISO_8859_1);
  }

  /** Many headers, or a long one. */
  private static byte[] headers(Random random) {
    StringBuilder request = new StringBuilder("GET /healthz HTTP/1.1\r\nHost: a\r\n");
    boolean many = random.nextBoolean();
    int count = many ? random.nextInt(5000) : 1;
    for (int i = 0; i < count; i++) {
      request
          .append('X')
          .append(i)
          .append(": ")
          .append("y".repeat(many ? 1 : random.nextInt(60_000)));
      request.append("\r\n");
    }
    return request.append("Connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
  }

  private static byte[] path(Random random) {
    String[] parts = {
      "/",
      "..",
      ".",
      "%2e",
      "%2f",
      "%5c",
      "\\",
      ";",
      "%00",
      "%",
      "etc/passwd",
      "v1",
      "docs",
      "page",
      "//",
      "?",
      "#",
      "%c0%af",
      "index.html",
      "openapi.json",
      "class",
      "file:",
      "http://a/",
      " "
    };
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(12); i >= 0; i--) {
      path.append(parts[random.nextInt(parts.length)]);
    }
    return ("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .getBytes(ISO_8859_1);
  }
}
