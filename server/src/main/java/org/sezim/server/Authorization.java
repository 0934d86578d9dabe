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

/** Who may use the API: holders of a key, where there are keys, and pages of known origin. */
final class Authorization {
  private static final String BEARER = "bearer ";

  private final List<byte[]> keys;
  private final Set<String> origins;

  Authorization(List<String> keys, Set<String> origins) {
    this.keys = keys.stream().map(Authorization::digest).toList();
    this.origins = Set.copyOf(origins);
  }

  /** What a request says of its sender; absent headers are empty. */
  private interface Headers {
    Optional<String> get(String name);
  }

  /**
   * Lets a request in; a preflight of a page that is known is answered at once.
   *
   * @throws Problem 401 or 403
   */
  void admit(Context context) {
    Headers headers = name -> Optional.ofNullable(context.header(name));
    Optional<Endpoint> operation = Endpoint.of(context.path());
    if (operation.filter(Endpoint::needsKey).isEmpty()) {
      return;
    }
    Optional<String> other = checkOrigin(headers);
    context.header("Vary", "Origin");
    if (other.isPresent()) {
      context.header("Access-Control-Allow-Origin", other.get());
      context.header("Access-Control-Expose-Headers", "X-Request-Id, Retry-After");
      context.header("Cross-Origin-Resource-Policy", "cross-origin");
      if (context.method().equals(HandlerType.OPTIONS)
          && headers.get("Access-Control-Request-Method").isPresent()) {
        context.header("Access-Control-Allow-Methods", operation.get().method());
        context.header("Access-Control-Allow-Headers", "Authorization, Content-Type, X-API-Key");
        context.header("Access-Control-Max-Age", "600");
        context.status(HttpStatus.NO_CONTENT_204).skipRemainingHandlers();
        return;
      }
    }
    // Browsers cannot give a WebSocket a header.
    Optional<String> inQuery =
        operation.get() == Endpoint.LIVE
            ? Optional.ofNullable(context.queryParam("key"))
            : Optional.empty();
    checkKey(headers, inQuery);
  }

  /**
   * Refuses who has no key.
   *
   * @param other a key that came another way than in a header
   * @throws Problem 401
   */
  private void checkKey(Headers headers, Optional<String> other) {
    if (keys.isEmpty()) {
      return;
    }
    Optional<String> bearer =
        headers
            .get("Authorization")
            .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
            .map(value -> value.substring(BEARER.length()).strip());
    Optional<String> given = bearer.or(() -> headers.get("X-API-Key")).or(() -> other);
    if (given.isEmpty()) {
      throw new Problem(
          HttpStatus.UNAUTHORIZED_401,
          "expected an API key (Authorization: Bearer KEY, or X-API-Key: KEY), found none");
    }
    byte[] digest = digest(given.get());
    boolean known = false;
    // All of them, whatever comes out: the time taken must not tell.
    for (byte[] key : keys) {
      known |= MessageDigest.isEqual(key, digest);
    }
    if (!known) {
      throw new Problem(HttpStatus.UNAUTHORIZED_401, "expected a known API key, found another one");
    }
  }

  /**
   * Refuses requests that a page of another origin makes in somebody's browser, unless it is named.
   *
   * @return the origin to allow, if the page's is another and named
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
    // Without the scheme: before a proxy that ends TLS the browser has another one.
    String host = origin.get().replaceFirst("^https?://", "");
    if (headers.get("Host").filter(host::equalsIgnoreCase).isPresent()) {
      return Optional.empty();
    }
    throw new Problem(
        HttpStatus.FORBIDDEN_403,
        "Origin: expected this server's own or one that it was told of, found " + origin.get());
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
