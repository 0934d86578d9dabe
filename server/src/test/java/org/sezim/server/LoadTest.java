package org.sezim.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sezim.testing.TestPhotos;

/** Concurrent requests, slow clients, deadlines, and shutdown. */
class LoadTest {
  private static final String PATH = "/v1/recognize";

  @Test
  void concurrentRequestsShareRunsOfTheModel() {
    int requests = 24;
    try (Web web = Web.start(builder -> builder.threads(8).queue(requests))) {
      List<CompletableFuture<Web.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        answers.add(web.sendAsync(web.posting(PATH, "image/jpeg", TestPhotos.several())));
      }
      for (CompletableFuture<Web.Answer> answer : answers) {
        assertEquals(200, answer.join().status());
        assertEquals(
            TestPhotos.FACES_IN_SEVERAL, answer.join().json().at("/results/0/faces").size());
      }
      assertEquals(requests * TestPhotos.FACES_IN_SEVERAL, web.metric("sezim_batch_faces_sum"));
      double runs = web.metric("sezim_batch_faces_count");
      assertTrue(runs < requests, "" + runs);
    }
  }

  @Test
  void fullQueueIsReportedAtOnceAndRecovers() {
    try (Web web = Web.start(builder -> builder.threads(1).queue(0))) {
      CompletableFuture<Web.Answer> first = web.longWork();
      Web.Answer second = web.post(PATH, "image/png", TestPhotos.happy());
      assertEquals(503, second.status());
      assertEquals("1", second.header("Retry-After"));
      assertTrue(second.detail().startsWith("expected a free place in the queue"), second.detail());
      assertEquals(200, first.join().status());
      assertEquals(200, web.get("/healthz").status());
      while (web.metric("sezim_workers_busy") > 0) {
        Thread.onSpinWait();
      }
      assertEquals(200, web.post(PATH, "image/png", TestPhotos.happy()).status());
    }
  }

  @Test
  void theDeadlineHolds() {
    try (Web web = Web.start(builder -> builder.threads(1).deadline(Duration.ofMillis(1)))) {
      Web.Answer late = web.post(PATH + "?explain=true", "image/jpeg", TestPhotos.several());
      assertEquals(503, late.status());
      assertEquals("1", late.header("Retry-After"));
      assertTrue(late.detail().startsWith("expected an answer within 1 ms"), late.detail());
    }
  }

  @Test
  void slowClientsAreCutOff() {
    try (Web web = Web.start(builder -> builder.threads(1).uploadTime(Duration.ofMillis(500)))) {
      // Requests that stop in their headers or in their body are closed.
      String headers = web.raw("GET /healthz HTTP/1.1\r\nHost: a\r\nX-".getBytes(US_ASCII));
      assertFalse(headers.contains(" 200 "), headers);
      String body =
          web.raw(
              ("POST /v1/recognize HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
                      + "Content-Length: 1000\r\n\r\nabc")
                  .getBytes(US_ASCII));
      assertTrue(body.isEmpty() || body.startsWith("HTTP/1.1 408 "), body);
      assertEquals(200, web.get("/healthz").status());
    }
  }

  @Test
  void closeFinishesRunningRequests() {
    Web web = Web.start(builder -> builder.threads(1));
    CompletableFuture<Web.Answer> running = web.longWork();
    String host = web.uri("/").getHost();
    int port = web.uri("/").getPort();
    web.close();
    assertEquals(200, running.join().status());
    assertEquals(TestPhotos.FACES_IN_SEVERAL, running.join().json().at("/results/0/faces").size());
    assertThrows(ConnectException.class, () -> new Socket(host, port).close());
    web.close();
  }

  @Test
  void closeLeavesNoThread() throws InterruptedException {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    Web web = Web.start(builder -> builder.threads(2));
    web.post(PATH, "image/jpeg", TestPhotos.several());
    web.raw("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
    web.close();
    List<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            // Threads of the client, and shared threads of the JDK.
            .filter(thread -> !thread.getName().startsWith("HttpClient-"))
            .filter(thread -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
            .filter(thread -> thread.getThreadGroup() != null)
            .filter(thread -> !thread.getThreadGroup().getName().equals("InnocuousThreadGroup"))
            .filter(thread -> !thread.getThreadGroup().getName().equals("system"))
            .toList();
    for (Thread thread : left) {
      thread.join(60_000);
    }
    assertEquals(List.of(), left.stream().filter(Thread::isAlive).map(Thread::getName).toList());
  }
}
