package org.sezim.server.page;

import java.net.URI;
import java.util.List;
import org.sezim.EmotionRecognizer;
import org.sezim.server.SezimServer;

/** The server whose page is tested; it can go away and come back to the same place. */
final class PageServer implements AutoCloseable {
  private final List<String> keys;
  private SezimServer server;
  private final URI uri;

  private PageServer(List<String> keys) {
    this.keys = List.copyOf(keys);
    server = open(0);
    uri = server.uri();
  }

  /**
   * Starts a server on a free port.
   *
   * @param keys API keys; none if no key is required
   */
  static PageServer start(String... keys) {
    return new PageServer(List.of(keys));
  }

  private SezimServer open(int port) {
    return SezimServer.builder(EmotionRecognizer.builder()).keys(keys).port(port).start();
  }

  /** Address of the page. */
  URI uri() {
    return uri;
  }

  void stop() {
    server.close();
  }

  void restart() {
    server = open(uri.getPort());
  }

  @Override
  public void close() {
    server.close();
  }
}
