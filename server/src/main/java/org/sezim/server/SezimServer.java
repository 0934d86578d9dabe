package org.sezim.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.sezim.EmotionRecognizer;
import org.sezim.SezimException;
import org.sezim.internal.Require;

/**
 * An HTTP server for recognition: the API of docs/guide/server.md, a live camera over WebSocket,
 * and a web page.
 *
 * <pre>{@code
 * try (SezimServer server = SezimServer.builder(EmotionRecognizer.builder()).port(8080).start()) {
 *   System.out.println(server.uri());
 *   …
 * }
 * }</pre>
 *
 * <p>By default it listens on 127.0.0.1 only, and everything that a client can send is limited.
 * Safe to share between threads. The caller closes it.
 */
public final class SezimServer implements AutoCloseable {
  private static final String PAGE_FOLDER = "/org/sezim/server/page";

  private final String scheme;
  private final String host;
  private final EmotionRecognizer recognizer;
  private final Workers workers;
  private final ServerMetrics metrics;
  private final LiveHandler live;
  private final Javalin javalin;
  private final AtomicBoolean stopping = new AtomicBoolean();

  private SezimServer(Builder builder) {
    Optional<KeyStore> tls = builder.tls.map(files -> Pem.keyStore(files.chain(), files.key()));
    Limits limits =
        new Limits(
            builder.maxBody,
            builder.maxPhotos,
            builder.queue,
            builder.deadline,
            builder.uploadTime,
            builder.maxLive);
    scheme = tls.isPresent() ? "https" : "http";
    host = builder.host;
    metrics = new ServerMetrics();
    recognizer = builder.recognizer.threads(1).dynamicBatching(metrics::batch).build();
    workers = new Workers(builder.threads, limits);
    live = new LiveHandler(recognizer, limits, workers, metrics);
    metrics.gauge("sezim.queue.photos", "Photos waiting for a thread", workers::waiting);
    metrics.gauge("sezim.workers.busy", "Threads in use", workers::busy);
    metrics.gauge("sezim.live.clients", "Connected live cameras", live::clients);
    javalin = Javalin.create(config -> configure(config, builder, limits, tls));
    try {
      javalin.start();
    } catch (RuntimeException e) {
      close();
      throw new SezimException(
          host + ":" + builder.port, "cannot be listened on (" + reason(e) + ")", e);
    }
  }

  /** Why an address cannot be used. Javalin's own message always blames the port. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof UnresolvedAddressException ? "unknown host" : "" + cause.getMessage();
  }

  /**
   * A builder with default values; {@link Builder#start} starts the server.
   *
   * @param recognizer models and limits; the server sets its threads
   */
  public static Builder builder(EmotionRecognizer.Builder recognizer) {
    return new Builder(recognizer);
  }

  private record TlsFiles(Path chain, Path key) {}

  /** Options of a server. Not for use by several threads. */
  public static final class Builder {
    private final EmotionRecognizer.Builder recognizer;
    private String host = "127.0.0.1";
    private int port = 8080;
    private int threads = 2 * Runtime.getRuntime().availableProcessors();
    private long maxBody = 20_000_000;
    private int maxPhotos = 32;
    private int queue = 16;
    private Duration deadline = Duration.ofSeconds(10);
    private Duration uploadTime = Duration.ofMinutes(1);
    private int maxLive = 16;
    private List<String> keys = List.of();
    private Optional<TlsFiles> tls = Optional.empty();
    private final Set<String> origins = new LinkedHashSet<>();

    private Builder(EmotionRecognizer.Builder recognizer) {
      this.recognizer = recognizer;
    }

    /** Address to listen on; default 127.0.0.1, which only this machine reaches. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /**
     * Port to listen on; default 8080.
     *
     * @param value 0–65535; 0 takes a free one
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder port(int value) {
      port = (int) Require.inRange("port", value, 0, 65_535);
      return this;
    }

    /**
     * Number of photos recognized at once; default twice the number of cores, so that faces of
     * several photos collect into a batch while the emotion model runs. With 2 threads there are no
     * such batches.
     *
     * @param value at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder threads(int value) {
      threads = (int) Require.inRange("threads", value, 1, 1024);
      return this;
    }

    /**
     * Longest body of a request; default 20,000,000 bytes.
     *
     * @param bytes 1 to 1,000,000,000
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxBody(long bytes) {
      maxBody = Require.inRange("maxBody", bytes, 1, 1_000_000_000);
      return this;
    }

    /**
     * Most photos of a request; default 32.
     *
     * @param value at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxPhotos(int value) {
      maxPhotos = (int) Require.inRange("maxPhotos", value, 1, 10_000);
      return this;
    }

    /**
     * Most photos waiting for a thread; default 16. If the queue is full, requests are answered
     * with 503 at once.
     *
     * @param value 0 or more
     * @throws IllegalArgumentException if it is less
     */
    public Builder queue(int value) {
      queue = (int) Require.inRange("queue", value, 0, 1_000_000);
      return this;
    }

    /**
     * Longest time from the last byte of a request to its response; default 10 s. After it, the
     * response is 503.
     *
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public Builder deadline(Duration value) {
      Require.inRange("deadline in ms", value.toMillis(), 1, Integer.MAX_VALUE);
      deadline = value;
      return this;
    }

    /**
     * Longest time from the first byte of a request to its last; default one minute. Connections of
     * slower clients, and of clients that send nothing for 30 s, are closed.
     *
     * @throws IllegalArgumentException if it is less than a millisecond
     */
    public Builder uploadTime(Duration value) {
      Require.inRange("uploadTime in ms", value.toMillis(), 1, Integer.MAX_VALUE);
      uploadTime = value;
      return this;
    }

    /**
     * Most live clients at once; default 16.
     *
     * @param value 0 or more
     * @throws IllegalArgumentException if it is less
     */
    public Builder maxLive(int value) {
      maxLive = (int) Require.inRange("maxLive", value, 0, 1024);
      return this;
    }

    /**
     * Keys, one of which {@code /v1} and {@code /metrics} require; default none, which requires no
     * key.
     *
     * @throws IllegalArgumentException if a key has fewer than 16 characters, which could be
     *     guessed
     */
    public Builder keys(List<String> values) {
      for (String key : values) {
        if (key.length() < 16) {
          throw new IllegalArgumentException(
              "API key: expected at least 16 characters, found " + key.length());
        }
      }
      keys = List.copyOf(values);
      return this;
    }

    /**
     * Switches from HTTP to HTTPS.
     *
     * @param chain certificates in PEM form, the server's first
     * @param key its private key in PEM form (PKCS#8, not encrypted)
     */
    public Builder tls(Path chain, Path key) {
      tls = Optional.of(new TlsFiles(chain, key));
      return this;
    }

    /**
     * Allows pages of another origin to use the API (CORS); default none.
     *
     * @param origin as browsers send it: {@code https://example.org}
     * @throws IllegalArgumentException if it is not an origin
     */
    public Builder allowOrigin(String origin) {
      if (!origin.matches("https?://[^/\\s*]+")) {
        throw new IllegalArgumentException(
            "origin: expected a scheme and a host, e.g. https://example.org, found " + origin);
      }
      origins.add(origin);
      return this;
    }

    /**
     * Loads the models and starts the server.
     *
     * @throws SezimException if a model, a certificate or a key cannot be used, or the server
     *     cannot listen on the address
     */
    public SezimServer start() {
      return new SezimServer(this);
    }
  }

  private void configure(
      JavalinConfig config, Builder builder, Limits limits, Optional<KeyStore> tls) {
    JettySetup jetty = new JettySetup(limits, tls, metrics);
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.router.ignoreTrailingSlashes = false;
    QueuedThreadPool threads = new QueuedThreadPool(200, 4);
    threads.setName("sezim-http");
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          jetty.configure(server);
          server.setHandler(new GracefulHandler());
          server.setStopTimeout(limits.deadline().plus(limits.idle()).toMillis());
        });
    config.jetty.addConnector(
        (server, http) -> jetty.connector(server, http, builder.host, builder.port));
    config.jetty.modifyWebSocketServletFactory(
        factory -> {
          factory.setMaxBinaryMessageSize(Math.min(Limits.FRAME_BYTES, limits.bodyBytes()));
          factory.setMaxTextMessageSize(1024);
          factory.setIdleTimeout(Duration.ofMinutes(1));
        });
    config.staticFiles.add(
        files -> {
          files.hostedPath = "/";
          files.directory = PAGE_FOLDER;
          files.location = Location.CLASSPATH;
          // Added to the headers of all responses; a new version of the server may have a new page.
          files.headers = Map.of("Cache-Control", "no-cache");
        });
    routes(config.routes, new Authorization(builder.keys, builder.origins), limits);
  }

  private void routes(RoutesConfig routes, Authorization authorization, Limits limits) {
    BodyReader bodies = new BodyReader(limits);
    RecognizeHandler recognize = new RecognizeHandler(recognizer, limits, workers, metrics, bodies);
    ApiDocument document = ApiDocument.load();
    byte[] style = ApiDocument.resource("docs.css");
    byte[] model = Json.bytes(model());

    routes.before(context -> authorization.check(context));
    routes.post(Endpoint.RECOGNIZE.path(), recognize::handle);
    routes.get(Endpoint.MODEL.path(), context -> context.contentType(Json.TYPE).result(model));
    routes.get(Endpoint.HEALTH.path(), context -> status(context, "ok"));
    routes.get(
        Endpoint.READY.path(),
        context -> {
          if (stopping.get()) {
            throw Problem.busy("expected a running server, found it stopping");
          }
          status(context, "ready");
        });
    routes.get(
        Endpoint.METRICS.path(),
        context -> context.contentType(ServerMetrics.TYPE).result(metrics.scrape()));
    routes.get(
        Endpoint.OPENAPI.path(), context -> context.contentType(Json.TYPE).result(document.json()));
    routes.get(Endpoint.DOCS.path(), context -> context.html(document.page()));
    routes.get(
        "/docs/style.css", context -> context.contentType("text/css; charset=utf-8").result(style));

    routes.ws(Endpoint.LIVE.path(), live::configure);
    routes.wsBeforeUpgrade(
        Endpoint.LIVE.path(),
        context -> {
          authorization.check(context);
          live.checkCapacity();
        });
    routes.get(
        Endpoint.LIVE.path(),
        context -> {
          throw new Problem(
              HttpStatus.UPGRADE_REQUIRED_426, "Upgrade: expected websocket, found none");
        });

    new ErrorAnswers(bodies).configure(routes);
  }

  private static void status(Context context, String status) {
    context.contentType(Json.TYPE).result(Json.bytes(Map.of("status", status)));
  }

  private Map<String, Object> model() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", recognizer.card().name());
    map.put("labels", recognizer.labels());
    map.put("card", recognizer.card().properties());
    return map;
  }

  /** Address of the server, for example {@code http://127.0.0.1:8080/}. */
  public URI uri() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + name + ":" + javalin.port() + "/");
  }

  /**
   * Refuses new requests, finishes the current ones, and frees the models. A second call does
   * nothing.
   */
  @Override
  public void close() {
    if (stopping.getAndSet(true)) {
      return;
    }
    live.close();
    javalin.stop();
    workers.close();
    recognizer.close();
    metrics.close();
  }
}
