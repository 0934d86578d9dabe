package org.sezim.server;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty configuration: connection limits, TLS, response headers, request ids, the access log, and
 * errors for malformed HTTP. Thread-safe.
 */
final class JettySetup {
  /** Name of the request attribute with the request's id. */
  static final String ID = "org.sezim.server.requestId";

  private static final Logger LOG = LoggerFactory.getLogger(JettySetup.class);

  private static final int MAX_CONNECTIONS = 1000;
  private static final int MAX_HEADER_BYTES = 8192;
  private static final String ID_HEADER = "X-Request-Id";
  private static final Pattern VALID_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:;"
              + " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Permissions-Policy",
          "camera=(self), microphone=(), geolocation=()",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Limits limits;
  private final Optional<KeyStore> tls;
  private final ServerMetrics metrics;
  private final String idPrefix = prefix();
  private final AtomicLong requests = new AtomicLong();

  JettySetup(Limits limits, Optional<KeyStore> tls, ServerMetrics metrics) {
    this.limits = limits;
    this.tls = tls;
    this.metrics = metrics;
  }

  private static String prefix() {
    byte[] bytes = new byte[4];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes) + "-";
  }

  void configure(Server server) {
    server.setErrorHandler(new ProblemWriter());
    server.setRequestLog(this::log);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
  }

  /** The connector, with TLS if there is a key store. */
  ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.addCustomizer(this::customize);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (tls.isPresent()) {
      SslContextFactory.Server context = new SslContextFactory.Server();
      context.setKeyStore(tls.get());
      context.setKeyStorePassword(Pem.PASSWORD);
      context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
      // Clients may use an address that the certificate does not name.
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(
              server, new SslConnectionFactory(context, plain.getProtocol()), plain);
    } else {
      connector = new ServerConnector(server, plain);
    }
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.addBean(new FirstRequestTimeout(connector, limits.upload()));
    return connector;
  }

  /** Closes connections whose first request headers are not complete in time. */
  private record FirstRequestTimeout(ServerConnector connector, Duration timeout)
      implements Connection.Listener {
    @Override
    public void onOpened(Connection connection) {
      connector
          .getScheduler()
          .schedule(
              () -> {
                if (connection.getMessagesIn() == 0) {
                  connection.getEndPoint().close();
                }
              },
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private Request customize(Request request, HttpFields.Mutable headers) {
    if (request.getAttribute(ID) == null) {
      String given = request.getHeaders().get(ID_HEADER);
      boolean usable = given != null && VALID_ID.matcher(given).matches();
      request.setAttribute(ID, usable ? given : idPrefix + requests.incrementAndGet());
    }
    headers.put(ID_HEADER, String.valueOf(request.getAttribute(ID)));
    HEADERS.forEach(headers::put);
    if (tls.isPresent()) {
      headers.put("Strict-Transport-Security", "max-age=31536000");
    }
    return request;
  }

  private void log(Request request, Response response) {
    Duration time = Duration.ofNanos(NanoTime.since(request.getBeginNanoTime()));
    String path = request.getHttpURI() == null ? "" : request.getHttpURI().getPath();
    String endpoint = Endpoint.of(path).map(Endpoint::path).orElse("other");
    metrics.request(endpoint, response.getStatus(), time);
    LOG.atInfo()
        .addKeyValue("request", request.getAttribute(ID))
        .addKeyValue("method", loggable(request.getMethod()))
        .addKeyValue("operation", endpoint)
        .addKeyValue("status", response.getStatus())
        .addKeyValue("bytes", Response.getContentBytesWritten(response))
        .addKeyValue("ms", time.toMillis())
        .log("answered");
  }

  /** The method, or "other" if it could break the log line. */
  private static String loggable(@Nullable String method) {
    return method != null && method.matches("[A-Z]{1,10}") ? method : "other";
  }

  /** Problem details for requests that never reach the API, e.g. with too long headers. */
  private final class ProblemWriter extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      int status = response.getStatus();
      String detail = detail(status, request.getAttribute(ERROR_MESSAGE));
      // The request may not have been customized, or its headers were reset.
      customize(request, response.getHeaders());
      String id = String.valueOf(request.getAttribute(ID));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
      new Problem(status, detail)
          .headers()
          .forEach((name, value) -> response.getHeaders().put(name, value));
      Content.Sink.write(response, true, text(Problem.body(status, detail, id)), callback);
      return true;
    }

    private String detail(int status, @Nullable Object message) {
      return status >= HttpStatus.INTERNAL_SERVER_ERROR_500 || message == null
          ? HttpStatus.getMessage(status)
          : "request: expected HTTP/1.1, found " + message;
    }

    private String text(byte[] body) {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
