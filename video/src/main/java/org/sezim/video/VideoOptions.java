package org.sezim.video;

import org.sezim.FaceTracker;
import org.sezim.image.Photo;
import org.sezim.internal.Require;

/**
 * Options of video analysis. Immutable.
 *
 * @param fps analyzed frames per second of video, more than 0, at most 1000; a video with fewer
 *     frames gives each of them once
 * @param maxPixels the most pixels (width × height) of a frame, 1 to 715827879, as of a photo
 * @param threads frames analyzed at once, at least 1
 * @param minScore 0–1; faces whose best smoothed score is less are uncertain
 */
public record VideoOptions(double fps, long maxPixels, int threads, double minScore) {
  /** Five frames per second, {@link Photo#MAX_PIXELS}, all cores, 0.5. */
  public static final VideoOptions DEFAULT =
      new VideoOptions(5, Photo.MAX_PIXELS, Runtime.getRuntime().availableProcessors(), 0.5);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public VideoOptions {
    Require.that("fps", fps > 0 && fps <= 1000, "more than 0, at most 1000", fps);
    Require.inRange("maxPixels", maxPixels, 1, Photo.MAX_POSSIBLE_PIXELS);
    Require.atLeast("threads", threads, 1);
    Require.fraction("minScore", minScore);
  }

  /** With another number of analyzed frames per second. */
  public VideoOptions withFps(double value) {
    return new VideoOptions(value, maxPixels, threads, minScore);
  }

  /** With another limit for the size of a frame. */
  public VideoOptions withMaxPixels(long value) {
    return new VideoOptions(fps, value, threads, minScore);
  }

  /** With another number of threads. */
  public VideoOptions withThreads(int value) {
    return new VideoOptions(fps, maxPixels, value, minScore);
  }

  /** With another score below which an answer is uncertain. */
  public VideoOptions withMinScore(double value) {
    return new VideoOptions(fps, maxPixels, threads, value);
  }

  /** Tracker options: a track survives one missed frame, however low the frame rate is. */
  FaceTracker.Options tracking() {
    FaceTracker.Options defaults = FaceTracker.Options.DEFAULT.withMinScore(minScore);
    return defaults.withMaxAgeSeconds(Math.max(defaults.maxAgeSeconds(), 2.5 / fps));
  }
}
