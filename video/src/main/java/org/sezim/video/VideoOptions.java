package org.sezim.video;

import org.sezim.FaceTracker;
import org.sezim.image.Photo;
import org.sezim.internal.Require;

/**
 * How a film is looked at.
 *
 * @param fps looks a second, more than 0, at most 1000; a film of fewer frames gives each of them
 *     once
 * @param maxPixels the most pixels (width × height) of a frame, 1 to 715827879, as of a photo
 * @param threads frames at once, at least 1
 * @param minScore 0–1; faces whose best smoothed score is less are uncertain
 */
public record VideoOptions(double fps, long maxPixels, int threads, double minScore) {
  /** Five looks a second, {@link Photo#MAX_PIXELS}, all cores, 0.5. */
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

  /** With another number of looks a second. */
  public VideoOptions withFps(double value) {
    return new VideoOptions(value, maxPixels, threads, minScore);
  }

  /** With another bound for the size of a frame. */
  public VideoOptions withMaxPixels(long value) {
    return new VideoOptions(fps, value, threads, minScore);
  }

  /** With another number of frames at once. */
  public VideoOptions withThreads(int value) {
    return new VideoOptions(fps, maxPixels, value, minScore);
  }

  /** With another bound under which an answer is uncertain. */
  public VideoOptions withMinScore(double value) {
    return new VideoOptions(fps, maxPixels, threads, value);
  }

  /** A face may be missed in one look and be the same still, however rare the looks are. */
  FaceTracker.Options tracking() {
    FaceTracker.Options usual = FaceTracker.Options.DEFAULT.withMinScore(minScore);
    return usual.withMaxAgeSeconds(Math.max(usual.maxAgeSeconds(), 2.5 / fps));
  }
}
