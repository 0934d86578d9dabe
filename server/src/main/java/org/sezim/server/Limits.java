package org.sezim.server;

import java.time.Duration;

/**
 * What one client may ask of the server.
 *
 * @param bodyBytes the longest body of a request
 * @param photos the most photos in a request
 * @param queue how many photos may wait for a thread
 * @param deadline from the last byte of a request to its answer
 * @param upload from the first byte of a request to its last
 * @param live how many clients may be live at once
 */
record Limits(long bodyBytes, int photos, int queue, Duration deadline, Duration upload, int live) {
  /** Heat maps take as long as 401 faces each, so only the surest faces of a photo get one. */
  static final int HEAT_MAPS = 10;

  /** The longest frame of a live camera; in 1920×1080 a JPEG has about 500 KB. */
  static final long FRAME_BYTES = 4L << 20;

  /** A connection on which nothing moves for so long is closed. */
  Duration idle() {
    Duration longest = Duration.ofSeconds(30);
    return upload.compareTo(longest) < 0 ? upload : longest;
  }
}
