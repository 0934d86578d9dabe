package org.sezim.server;

import io.javalin.http.Context;
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
 * {@code GET /v1/live}: a camera's frames in, an answer a frame out. Each client has at most one
 * frame at work and one that waits; a newer one takes its place. An answer must have left before
 * the next frame is taken, so nothing gathers for a client that reads slowly either.
 */
final class LiveHandler {
  /** RFC 6455's registry: try again later. */
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

  /** How many clients are live. */
  int clients() {
    return clients.size();
  }

  /**
   * Refuses one more client than there may be, while it is an HTTP request still.
   *
   * @throws Problem 503
   */
  void checkRoom(Context context) {
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
    // A client that goes away without a word is no error of ours, and onClose follows.
    socket.onError(context -> clients.remove(context.sessionId()));
  }

  /** Ends all conversations after the frames at work. */
  void close() {
    clients.values().forEach(Client::leave);
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
    private boolean leaving;

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
        begin();
      }
    }

    synchronized void leave() {
      leaving = true;
      if (!busy) {
        goodbye();
      }
    }

    private void goodbye() {
      session.close(StatusCode.SHUTDOWN, "the server stops", Callback.NOOP);
    }

    private void begin() {
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
        session.close(StatusCode.SERVER_ERROR, "the frame could not be recognised", Callback.NOOP);
        throw e;
      }
      session.sendText(text, Callback.from(this::sent, failure -> session.disconnect()));
    }

    private synchronized void sent() {
      if (leaving) {
        goodbye();
      } else if (newest.isPresent()) {
        begin();
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

    /** The mean of the faces' scores. */
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
