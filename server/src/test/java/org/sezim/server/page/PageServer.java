package org.sezim.server.page;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;

/** The server whose page is tested: the one at {@code -Dsezim.page=URL}. */
final class PageServer implements AutoCloseable {
  private final URI uri;

  private PageServer(URI uri) {
    this.uri = uri;
  }

  /** A running server; without one the test is skipped and says so. */
  static PageServer start() {
    String address = System.getProperty("sezim.page");
    return address == null
        ? abort("needs a running server, -Dsezim.page=URL")
        : new PageServer(URI.create(address));
  }

  /** Where the page is. */
  URI uri() {
    return uri;
  }

  @Override
  public void close() {}
}
