package org.sezim.server;

import java.time.Duration;

/**
 * Limits of requests and queues. Immutable.
 *
 * @param bodyBytes longest body of a request
 * @param photos most photos of a request
 * @param queue most photos waiting for a thread
 * @param deadline longest time from the last byte of a request to its response
 * @param upload longest time from the first byte of a request to its last
 * @param live most live clients at once
 */
record Limits(long bodyBytes, int photos, int queue, Duration deadline, Duration upload, int live) {
  /**
   * Most heat maps per photo, for the most confident faces: each takes as long as 401 faces of the
   * emotion model.
   */
  static final int HEAT_MAPS = 10;

  /** Longest frame of a live camera in bytes; a JPEG of 1920×1080 has about 500 KB. */
  static final long FRAME_BYTES = 4L << 20;

  /** Time without traffic after which a connection is closed. */
  Duration idle() {
    Duration longest = Duration.ofSeconds(30);
    return upload.compareTo(longest) < 0 ? upload : longest;
  }
}
