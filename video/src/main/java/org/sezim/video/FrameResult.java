package org.sezim.video;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sezim.FaceTracker;
import org.sezim.Recognition;
import org.sezim.ResultMap;

/**
 * Faces of one frame of a video. Immutable.
 *
 * @param source the video's name as given
 * @param seconds since the start of the video
 * @param span index of the interval of 1/fps seconds that the frame represents, from 0
 * @param width of the upright frame in pixels
 * @param height of the upright frame in pixels
 * @param model name and version of the emotion model
 * @param faces in the frame, the most confident first, each with its track id and scores smoothed
 *     in time
 */
public record FrameResult(
    String source,
    double seconds,
    long span,
    int width,
    int height,
    String model,
    List<FaceTracker.Tracked> faces)
    implements ResultMap {
  /** Copies the list. */
  public FrameResult {
    faces = List.copyOf(faces);
  }

  /** The same without track ids, as for a photo. */
  public Recognition recognition() {
    return new Recognition(
        source, width, height, model, faces.stream().map(FaceTracker.Tracked::face).toList());
  }

  /**
   * Converts the frame to a map for any JSON library, in the form of {@link Recognition#toMap}.
   *
   * @return {@code source}, {@code seconds} (in whole milliseconds), {@code width}, {@code height},
   *     {@code model}, {@code faces} with their {@code track}; a new map
   */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", source);
    map.put("seconds", milliseconds(seconds));
    map.put("width", width);
    map.put("height", height);
    map.put("model", model);
    map.put("faces", faces.stream().map(FaceTracker.Tracked::toMap).toList());
    return map;
  }

  /** Seconds rounded to milliseconds: timestamps of videos are no finer. */
  static double milliseconds(double seconds) {
    return Math.round(1000 * seconds) / 1000.0;
  }
}
