package org.sezim.server;

import io.javalin.websocket.WsConfig;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.sezim.EmotionRecognizer;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.SezimException;
import org.sezim.image.PhotoSource;

/**
 * {@code GET /v1/live}: recognizes the frames of a camera over a WebSocket. Each client has at most
 * one frame in progress and one waiting, which a newer frame replaces. The next frame starts after
 * the last answer was sent, so nothing accumulates for slow clients either. Thread-safe.
 */
final class LiveHandler {
  /** Close code "try again later" of the registry of RFC 6455. */
  private static final int TRY_AGAIN_LATER = 1013;

  private final EmotionRecognizer recognizer;
  private final Limits limits;
  private final Workers workers;
  private final ServerMetrics metrics;
  private final Map<String, Client> clients = new ConcurrentHashMap<>();

  LiveHandler(EmotionRecognizer recognizer, Limits limits, Workers workers, ServerMetrics metrics) {
    this.recognizer = recognizer;
    this.limits = limits;
    this.workers = workers;
    this.metrics = metrics;
  }

  /** Number of connected clients. */
  int clients() {
    return clients.size();
  }

  /**
   * Refuses a client before the handshake if the limit is reached.
   *
   * @throws Problem 503
   */
  void checkCapacity() {
    if (clients.size() >= limits.live()) {
      throw full();
    }
  }

  private Problem full() {
    return Problem.busy("expected at most " + limits.live() + " live clients, found more");
  }

  void configure(WsConfig socket) {
    socket.onConnect(
        context -> {
          if (clients.size() >= limits.live()) {
            context.session.close(TRY_AGAIN_LATER, full().getMessage(), Callback.NOOP);
            return;
          }
          clients.put(context.sessionId(), new Client(context.session));
        });
    socket.onBinaryMessage(
        context -> {
          Client client = clients.get(context.sessionId());
          if (client != null) {
            client.take(context.data());
          }
        });
    socket.onMessage(
        context ->
            context.session.close(
                StatusCode.BAD_DATA, "expected binary messages, found a text", Callback.NOOP));
    socket.onClose(context -> clients.remove(context.sessionId()));
    // A client that disconnects without closing is not a server error; onClose follows.
    socket.onError(context -> clients.remove(context.sessionId()));
  }

  /** Closes all connections after the frames in progress. */
  void close() {
    clients.values().forEach(Client::stop);
  }

  private record Frame(long number, double seconds, PhotoSource photo) {}

  private final class Client {
    private final Session session;
    private final FaceTracker tracker = new FaceTracker();
    private final long start = System.nanoTime();
    private Optional<Frame> newest = Optional.empty();
    private long received;
    private long answered;
    private boolean busy;
    private boolean stopping;

    Client(Session session) {
      this.session = session;
    }

    synchronized void take(ByteBuffer data) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      received++;
      double seconds = (System.nanoTime() - start) / 1e9;
      newest = Optional.of(new Frame(received, seconds, PhotoSource.of("frame", bytes)));
      if (!busy) {
        startWork();
      }
    }

    synchronized void stop() {
      stopping = true;
      if (!busy) {
        closeSession();
      }
    }

    private void closeSession() {
      session.close(StatusCode.SHUTDOWN, "the server is stopping", Callback.NOOP);
    }

    private void startWork() {
      busy = true;
      workers.execute(this::work);
    }

    private void work() {
      Frame frame;
      long skipped;
      synchronized (this) {
        frame = newest.orElseThrow();
        newest = Optional.empty();
        skipped = frame.number() - answered - 1;
        answered = frame.number();
      }
      metrics.frames("skipped", skipped);
      String text;
      try {
        text = Json.text(answer(frame, skipped));
      } catch (RuntimeException | Error e) {
        session.close(StatusCode.SERVER_ERROR, "the frame could not be recognized", Callback.NOOP);
        throw e;
      }
      session.sendText(text, Callback.from(this::sent, failure -> session.disconnect()));
    }

    private synchronized void sent() {
      if (stopping) {
        closeSession();
      } else if (newest.isPresent()) {
        startWork();
      } else {
        busy = false;
      }
    }

    private Map<String, Object> answer(Frame frame, long skipped) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("frame", frame.number());
      try {
        Recognition found = recognizer.recognize(frame.photo());
        List<FaceTracker.Tracked> faces = tracker.next(found.faces(), frame.seconds());
        map.put("skipped", skipped);
        map.put("width", found.width());
        map.put("height", found.height());
        map.put("model", found.model());
        map.put("faces", faces.stream().map(FaceTracker.Tracked::toMap).toList());
        if (!faces.isEmpty()) {
          map.put("mood", mood(faces));
        }
        metrics.frames("answered", 1);
      } catch (SezimException e) {
        map.put("error", e.rule());
        metrics.frames("unreadable", 1);
      }
      return map;
    }

    /** The mean scores of the faces. */
    private static Map<String, Double> mood(List<FaceTracker.Tracked> faces) {
      Map<String, Double> mood = new LinkedHashMap<>();
      for (FaceTracker.Tracked face : faces) {
        face.face()
            .emotions()
            .asMap()
            .forEach((label, score) -> mood.merge(label, (double) score, Double::sum));
      }
      mood.replaceAll((label, sum) -> sum / faces.size());
      return mood;
    }
  }
}
