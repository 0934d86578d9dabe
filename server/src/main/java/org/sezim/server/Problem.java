package org.sezim.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * A request that gets no result, and why: the status, and the rule with the value found. Told to
 * the client as problem details (RFC 9457).
 */
final class Problem extends RuntimeException {
  static final String TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  /** When to come again, in seconds: what is at work then is done in all likelihood. */
  private static final int RETRY_AFTER = 1;

  private final int status;

  Problem(int status, String detail) {
    this(status, detail, null);
  }

  Problem(int status, String detail, Throwable cause) {
    // Thrown as an answer, often under attack: a stack trace would cost more than it tells.
    super(detail, cause, false, false);
    this.status = status;
  }

  /** Too much to do, or too late. */
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
      // What is left of the body is not worth reading.
      case HttpStatus.REQUEST_TIMEOUT_408, HttpStatus.PAYLOAD_TOO_LARGE_413 ->
          Map.of("Connection", "close");
      default -> Map.of();
    };
  }

  /** As JSON. */
  byte[] body(String requestId) {
    return body(status, getMessage(), requestId);
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
