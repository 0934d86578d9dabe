package org.sezim.server;

import java.util.Arrays;
import java.util.Optional;

/** Endpoints of the server, each with its path and method. */
enum Endpoint {
  RECOGNIZE("/v1/recognize", "POST"),
  LIVE("/v1/live", "GET"),
  MODEL("/v1/model", "GET"),
  HEALTH("/healthz", "GET"),
  READY("/readyz", "GET"),
  METRICS("/metrics", "GET"),
  OPENAPI("/openapi.json", "GET"),
  DOCS("/docs", "GET"),
  PAGE("/", "GET");

  private final String path;
  private final String method;

  Endpoint(String path, String method) {
    this.path = path;
    this.method = method;
  }

  /** The endpoint of a path without query; empty if there is none. */
  static Optional<Endpoint> of(String path) {
    return Arrays.stream(values()).filter(endpoint -> endpoint.path.equals(path)).findFirst();
  }

  String path() {
    return path;
  }

  String method() {
    return method;
  }

  /** Returns whether a key is required if the server has keys. */
  boolean needsKey() {
    return path.startsWith("/v1/") || this == METRICS;
  }
}
