package org.sezim.server;

import java.util.Arrays;
import java.util.Optional;

/** What can be asked of the server, with its path and method. */
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

  /** Of a path without its query; empty if it is none of them. */
  static Optional<Endpoint> of(String path) {
    return Arrays.stream(values()).filter(one -> one.path.equals(path)).findFirst();
  }

  String path() {
    return path;
  }

  String method() {
    return method;
  }

  /** Whether it is for holders of a key, where there are keys. */
  boolean needsKey() {
    return path.startsWith("/v1/") || this == METRICS;
  }
}
