package org.sezim.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * A request that fails: the HTTP status, and a detail with the rule and the value found. Sent to
 * the client as problem details (RFC 9457).
 */
final class Problem extends RuntimeException {
  static final String TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  /** Value of Retry-After in seconds: work in progress has usually finished by then. */
  private static final int RETRY_AFTER = 1;

  private final int status;

  Problem(int status, String detail) {
    this(status, detail, null);
  }

  Problem(int status, String detail, @Nullable Throwable cause) {
    // No stack trace: problems are responses, and frequent under attack.
    super(detail, cause, false, false);
    this.status = status;
  }

  /** A problem 503: overload or a passed deadline. */
  static Problem busy(String detail) {
    return new Problem(HttpStatus.SERVICE_UNAVAILABLE_503, detail);
  }

  int status() {
    return status;
  }

  /** The headers that go with the status. */
  Map<String, String> headers() {
    return switch (status) {
      case HttpStatus.SERVICE_UNAVAILABLE_503 -> Map.of("Retry-After", "" + RETRY_AFTER);
      case HttpStatus.UNAUTHORIZED_401 -> Map.of("WWW-Authenticate", "Bearer");
      case HttpStatus.UPGRADE_REQUIRED_426 -> Map.of("Upgrade", "websocket");
      // The rest of the body is not read.
      case HttpStatus.REQUEST_TIMEOUT_408, HttpStatus.PAYLOAD_TOO_LARGE_413 ->
          Map.of("Connection", "close");
      default -> Map.of();
    };
  }

  /** The problem details as JSON. */
  byte[] body(String requestId) {
    return body(status, "" + getMessage(), requestId);
  }

  static byte[] body(int status, String detail, String requestId) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", "about:blank");
    map.put("title", HttpStatus.getMessage(status));
    map.put("status", status);
    map.put("detail", detail);
    map.put("requestId", requestId);
    return Json.bytes(map);
  }
}
