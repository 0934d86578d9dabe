package org.sezim.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/** Checks API keys, if any are set, and the origin of requests from web pages. Thread-safe. */
final class Authorization {
  private static final String BEARER = "bearer ";

  private final List<byte[]> keys;
  private final Set<String> origins;

  Authorization(List<String> keys, Set<String> origins) {
    this.keys = keys.stream().map(Authorization::digest).toList();
    this.origins = Set.copyOf(origins);
  }

  /** Headers of a request by name; absent headers are empty. */
  private interface Headers {
    Optional<String> get(String name);
  }

  /**
   * Checks a request. Answers CORS preflight requests from allowed origins.
   *
   * @throws Problem 401 without a valid key, 403 from an origin that is not allowed
   */
  void check(Context context) {
    Headers headers = name -> Optional.ofNullable(context.header(name));
    Optional<Endpoint> endpoint = Endpoint.of(context.path());
    if (endpoint.filter(Endpoint::needsKey).isEmpty()) {
      return;
    }
    Optional<String> allowed = checkOrigin(headers);
    context.header("Vary", "Origin");
    if (allowed.isPresent()) {
      context.header("Access-Control-Allow-Origin", allowed.get());
      context.header("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
      context.header("Cross-Origin-Resource-Policy", "cross-origin");
      if (context.method().equals(HandlerType.OPTIONS)
          && headers.get("Access-Control-Request-Method").isPresent()) {
        context.header("Access-Control-Allow-Methods", endpoint.get().method());
        context.header("Access-Control-Allow-Headers", "Authorization, Content-Type, X-API-Key");
        context.header("Access-Control-Max-Age", "600");
        context.status(HttpStatus.NO_CONTENT_204).skipRemainingHandlers();
        return;
      }
    }
    // Browsers cannot add a header to a WebSocket.
    Optional<String> queryKey =
        endpoint.get() == Endpoint.LIVE
            ? Optional.ofNullable(context.queryParam("key"))
            : Optional.empty();
    checkKey(headers, queryKey);
  }

  /**
   * Refuses requests without a valid key.
   *
   * @param queryKey a key in the query, used if no header has one
   * @throws Problem 401
   */
  private void checkKey(Headers headers, Optional<String> queryKey) {
    if (keys.isEmpty()) {
      return;
    }
    Optional<String> bearer =
        headers
            .get("Authorization")
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).strip());
    Optional<String> given = bearer.or(() -> headers.get("X-API-Key")).or(() -> queryKey);
    if (given.isEmpty()) {
      throw new Problem(
          HttpStatus.UNAUTHORIZED_401,
          "expected an API key (Authorization: Bearer KEY, or X-API-Key: KEY), found none");
    }
    byte[] digest = digest(given.get());
    boolean valid = false;
    // Compares with every key, so that the time reveals nothing.
    for (byte[] key : keys) {
      valid |= MessageDigest.isEqual(key, digest);
    }
    if (!valid) {
      throw new Problem(
          HttpStatus.UNAUTHORIZED_401, "expected a valid API key, found an unknown one");
    }
  }

  /**
   * Refuses requests that a browser sends for a page of another origin, unless it is allowed.
   *
   * @return the origin, if it is another and allowed
   * @throws Problem 403
   */
  private Optional<String> checkOrigin(Headers headers) {
    Optional<String> origin = headers.get("Origin");
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    if (origins.contains(origin.get())) {
      return origin;
    }
    // Without the scheme, which differs behind a proxy that terminates TLS.
    String host = origin.get().replaceFirst("^https?://", "");
    if (headers.get("Host").filter(host::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    throw new Problem(
        HttpStatus.FORBIDDEN_403,
        "Origin: expected the server's own or an allowed one, found " + origin.get());
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
